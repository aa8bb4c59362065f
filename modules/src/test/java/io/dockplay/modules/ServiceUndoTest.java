package io.dockplay.modules;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.modules.ServiceModule.State;
import io.dockplay.resource.Change;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ServiceUndoTest {

    private static final ServiceModule DOCKER =
            new ServiceModule("docker", Optional.of(State.STARTED), Optional.of(true), List.of());

    @Test
    void what_was_started_and_enabled_is_stopped_and_disabled() {
        assertThat(DOCKER.undo(List.of(Change.of("enabled", "no", "yes"), Change.of("state", "stopped", "started"))))
                .isEqualTo(List.of(
                        new RunningContainers(),
                        new ServiceModule("docker", Optional.of(State.STOPPED), Optional.of(false), List.of())));
    }

    @Test
    void what_was_stopped_is_started() {
        assertThat(DOCKER.undo(List.of(Change.of("state", "started", "stopped"))))
                .isEqualTo(
                        List.of(new ServiceModule("docker", Optional.of(State.STARTED), Optional.empty(), List.of())));
    }

    @Test
    void restarts_and_reloads_leave_nothing_to_undo() {
        assertThat(DOCKER.undo(List.of(
                        Change.of("state", "started", "restarted"),
                        Change.of("process", "older than /etc/a", "restarted"),
                        Change.of("unit files", "older in systemd than on the disk", "reloaded"))))
                .isEmpty();
    }
}
