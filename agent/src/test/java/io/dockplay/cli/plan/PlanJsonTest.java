package io.dockplay.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockplay.engine.plan.HostPlan;
import io.dockplay.playbook.Selection;
import io.dockplay.problem.Harmless;
import io.dockplay.resource.Change;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
        PlanFile plan = new PlanFile(
                "2026-11-01T00:00:00Z",
                "site.yml",
                List.of("hosts"),
                Optional.empty(),
                Selection.ALL,
                Map.of(),
                List.of(),
                Map.of(),
                Map.of("web1", new HostPlan(List.of(step))));
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
        PlanFile plan = new PlanFile(
                "2026-11-01T00:00:00Z",
                "site.yml",
                List.of("hosts"),
                Optional.empty(),
                Selection.ALL,
                Map.of(),
                List.of(),
                Map.of(),
                Map.of(
                        "web1",
                        new HostPlan(
                                List.of(new HostPlan.Step("t", "firewall-port", "80/tcp", List.of(change), "00")))));
        Path file = folder.resolve("day.plan");

        PlanJson.write(plan, file);

        assertThat(PlanJson.read(file).hosts()).isEqualTo(plan.hosts());
    }

    @Test
    void the_file_of_an_older_dockplay_is_read_whole_and_written_again_byte_for_byte() throws IOException {
        Path older = Path.of("src/test/resources/plans/format-1.plan");
        Path again = folder.resolve("again.plan");

        PlanJson.write(everything(), again);

        assertThat(PlanJson.read(older)).isEqualTo(everything());
        assertThat(Files.readString(again)).isEqualTo(Files.readString(older));
    }

    @Test
    void a_plan_without_limit_and_tags_has_no_keys_for_what_is_not_there() throws IOException {
        Path older = Path.of("src/test/resources/plans/format-1-least.plan");
        PlanFile least = new PlanFile(
                "2026-11-01T00:00:00Z",
                "site.yml",
                List.of(),
                Optional.empty(),
                Selection.ALL,
                Map.of(),
                List.of(),
                Map.of(),
                Map.of());
        Path again = folder.resolve("again.plan");

        PlanJson.write(least, again);

        assertThat(PlanJson.read(older)).isEqualTo(least);
        assertThat(Files.readString(again)).isEqualTo(Files.readString(older));
    }

    @Test
    void a_plan_whose_hosts_are_no_mapping_is_no_plan_even_with_the_right_checksum() throws IOException {
        Path file = folder.resolve("strange.plan");
        String checksum = "2b21165d068235c2ef9516a14eec9ed46f59a1de02c20659084ad7c3eb7aaa8a";
        Files.writeString(file, "{\"dockplay-plan\":1,\"hosts\":7,\"checksum\":\"sha256:" + checksum + "\"}");

        assertThatThrownBy(() -> PlanJson.read(file)).hasMessageContaining("this is no plan of dockplay");
    }

    /** A plan in which everything is there that a plan can hold. */
    static PlanFile everything() {
        HostPlan.Step file = new HostPlan.Step(
                "Write \"motd\"",
                "file",
                "/etc/motd",
                List.of(
                        Change.of("mode", "0600", "0644"),
                        Change.of("content", "sha256:00", "sha256:11").withDiff("--- a\n+++ b\n@@ -1 +1 @@\n-é\n+文\n"),
                        Change.of("owner", "absent", "root").after("Make the user")),
                "ab12");
        HostPlan.Step command = new HostPlan.Step(
                "Start", "command", "", List.of(Change.of("x", "", "").withDiff("")), "");
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("zone", "a: 1");
        variables.put("@more.yml", "");
        Map<String, String> inputs = new LinkedHashMap<>();
        inputs.put("site.yml", "1f");
        inputs.put("/etc/hosts", "2e");
        Map<String, HostPlan> hosts = new LinkedHashMap<>();
        hosts.put("web2", new HostPlan(List.of(file, command)));
        hosts.put("web1", new HostPlan(List.of()));
        return new PlanFile(
                "2026-11-01T12:30:00Z",
                "playbooks/site.yml",
                List.of("hosts", "more"),
                Optional.of("web*:!web3"),
                new Selection(Set.of("z", "a"), Set.of("never", "b"), Optional.of("Write *")),
                variables,
                List.of("db_password", "api_token"),
                inputs,
                hosts);
    }
}
