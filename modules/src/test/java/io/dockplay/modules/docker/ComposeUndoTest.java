package io.dockplay.modules.docker;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.message.Message;
import io.dockplay.modules.CaseMachine;
import io.dockplay.resource.Change;
import io.dockplay.resource.PendingChanges;
import io.dockplay.resource.Plan;
import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.RecordedChange;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComposeUndoTest {

    private static final List<RecordedChange> MADE = List.of(
            new RecordedChange("service:web", Change.ABSENT, "running"),
            new RecordedChange("service:db", "stopped", "running"),
            new RecordedChange("service:web", "made by other options", "made anew"));

    private static Plan plan(String containers) {
        RestoreCompose restore =
                (RestoreCompose) DockerComposeModule.former("shop", MADE).get(0);
        return restore.plan(
                restore.read(new ProbeOutput(
                        Map.of(
                                "docker", "installed\nanswers".getBytes(StandardCharsets.UTF_8),
                                "containers", containers.getBytes(StandardCharsets.UTF_8)),
                        0)),
                CaseMachine.CENTOS7,
                PendingChanges.NOTHING);
    }

    @Test
    void services_that_were_not_there_go_and_the_others_stay_and_are_named() {
        Plan plan = plan("web aa False Up 2 minutes\ndb bb False Up 2 minutes\n");

        assertThat(plan.changes()).containsExactly(Change.of("service web", "present", Change.ABSENT));
        assertThat(plan.script().code())
                .contains("'label=com.docker.compose.service=web'")
                .doesNotContain("service=db");
        assertThat(plan.warnings())
                .map(Message::text)
                .containsExactly("of the project shop stays as dockplay left it what was there before: db");
    }

    @Test
    void where_the_services_are_gone_nothing_is_left_to_do() {
        assertThat(plan("db bb False Up 2 minutes\n").isNothing()).isTrue();
    }
}
