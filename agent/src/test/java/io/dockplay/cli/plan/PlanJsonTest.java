package io.dockplay.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.engine.plan.HostPlan;
import io.dockplay.playbook.Selection;
import io.dockplay.problem.Harmless;
import io.dockplay.resource.Change;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plan in its file. */
class PlanJsonTest {

    @TempDir
    Path folder;

    @Test
    void what_a_host_said_is_kept_as_it_was_and_a_terminal_that_shows_the_file_obeys_none_of_it() throws IOException {
        String said = "\u001b]0;x\u0007\u009b2J\u202egnp\u2028\u007f 中文 \ud83d\ude00";
        HostPlan.Step step = new HostPlan.Step("t", "file", said, List.of(Change.of(said, said, said)), "00");
        PlanFile plan = plan(step);
        Path file = folder.resolve("day.plan");

        PlanJson.write(plan, file);

        assertThat(PlanJson.read(file).hosts()).isEqualTo(plan.hosts());
        assertThat(Files.readString(file).codePoints().filter(c -> c != '\n' && Harmless.isHarmful(c)))
                .isEmpty();
        assertThat(Files.readString(file)).contains("中文");
    }

    @Test
    void a_change_that_the_record_keeps_under_a_key_is_the_same_after_it_was_in_the_file() throws IOException {
        Change change = Change.of("port now", "closed", "open").recordedAs("now");
        PlanFile plan = plan(new HostPlan.Step("t", "firewall-port", "80/tcp", List.of(change), "00"));
        Path file = folder.resolve("day.plan");

        PlanJson.write(plan, file);

        assertThat(PlanJson.read(file).hosts()).isEqualTo(plan.hosts());
    }

    private static PlanFile plan(HostPlan.Step step) {
        return new PlanFile(
                "2026-11-01T00:00:00Z",
                "site.yml",
                List.of("hosts"),
                Optional.empty(),
                Selection.ALL,
                Map.of(),
                List.of(),
                Map.of(),
                Map.of("web1", new HostPlan(List.of(step))));
    }
}
