package io.dockplay.modules.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.modules.CaseFile;
import io.dockplay.modules.CaseMachine;
import io.dockplay.resource.Change;
import io.dockplay.resource.PendingChanges;
import io.dockplay.resource.Plan;
import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.RecordedChange;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DockerMirrorUndoTest {

    private static final DockerMirrorModule MIRROR =
            new DockerMirrorModule(List.of("https://mirror.example.com"), Optional.empty(), Optional.empty());
    private static final String SETTINGS = "{\"registry-mirrors\": [\"https://mirror.example.com\"]}";

    @Test
    void a_file_that_was_not_there_is_removed_and_the_daemon_restarted() {
        Plan plan = plan(true, Map.of("file", SETTINGS, "info", "[\"https://mirror.example.com/\"]"));
        assertThat(plan.changes()).hasSize(1);
        assertThat(plan.script().code()).contains("rm -f '/etc/docker/daemon.json'", "systemctl restart");
    }

    @Test
    void a_file_that_was_there_is_put_back() {
        Plan plan = plan(false, Map.of("file", SETTINGS, "info", "[]", "former", "{}"));
        assertThat(plan.changes().get(0).diff()).isPresent();
        assertThat(plan.script().code()).contains("kept").doesNotContain("systemctl restart");
    }

    @Test
    void only_the_restart_is_left_when_the_file_is_back() {
        Plan plan = plan(false, Map.of("file", "{}", "info", "[\"https://mirror.example.com/\"]", "former", "{}"));
        assertThat(plan.whatIsLeft().text()).startsWith("running daemon");
    }

    @Test
    void all_is_as_before_when_the_file_and_the_daemon_are() {
        assertThat(plan(false, Map.of("file", "{}", "info", "[]", "former", "{}")))
                .isEqualTo(Plan.NOTHING);
    }

    @Test
    void a_restart_alone_leaves_nothing_to_undo() {
        assertThat(MIRROR.undo(List.of(new RecordedChange("running-daemon", "none", "https://mirror.example.com"))))
                .isEmpty();
    }

    private static Plan plan(boolean wasAbsent, Map<String, String> told) {
        String from = wasAbsent ? Change.ABSENT : "none";
        RestoreDockerSettings undo = (RestoreDockerSettings)
                MIRROR.undo(List.of(new RecordedChange("registry-mirrors", from, "https://mirror.example.com")))
                        .get(0);
        Map<String, byte[]> answers = new HashMap<>();
        answers.put("unit", CaseFile.utf8("LoadState=loaded\nActiveState=active\n"));
        told.forEach((name, value) -> answers.put(name, CaseFile.utf8(value)));
        return undo.plan(undo.read(new ProbeOutput(answers, 0)), CaseMachine.CENTOS7, PendingChanges.NOTHING);
    }
}
