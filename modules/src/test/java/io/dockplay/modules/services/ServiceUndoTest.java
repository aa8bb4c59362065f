package io.dockplay.modules.services;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.modules.CaseFile;
import io.dockplay.modules.CaseMachine;
import io.dockplay.modules.base.PendingPackages;
import io.dockplay.modules.base.RestoreIfPresent;
import io.dockplay.modules.services.ServiceModule.DesiredState;
import io.dockplay.resource.PendingChanges;
import io.dockplay.resource.Plan;
import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.RecordedChange;
import io.dockplay.resource.Resource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ServiceUndoTest {

    private static final ServiceModule DOCKER =
            new ServiceModule("docker", Optional.of(DesiredState.STARTED), Optional.of(true), List.of());

    @Test
    void what_was_started_and_enabled_is_stopped_and_disabled() {
        assertThat(DOCKER.undo(List.of(
                        new RecordedChange("enabled", "no", "yes"), new RecordedChange("state", "stopped", "started"))))
                .isEqualTo(List.of(
                        new RunningContainers(),
                        new RestoreIfPresent<>(new ServiceModule(
                                "docker", Optional.of(DesiredState.STOPPED), Optional.of(false), List.of()))));
    }

    @Test
    void what_was_stopped_is_started() {
        assertThat(DOCKER.undo(List.of(new RecordedChange("state", "started", "stopped"))))
                .isEqualTo(List.of(new RestoreIfPresent<>(
                        new ServiceModule("docker", Optional.of(DesiredState.STARTED), Optional.empty(), List.of()))));
    }

    @Test
    void a_service_that_went_with_its_package_is_not_started() {
        Resource<?> former = DOCKER.undo(List.of(new RecordedChange("state", "started", "stopped")))
                .get(0);
        assertThat(plan(former, PendingChanges.NOTHING)).isEqualTo(Plan.NOTHING);

        Plan later =
                plan(former, new PendingChanges(Map.of(PendingPackages.resource("docker-ce"), "task \"No Docker\"")));
        assertThat(later.blocker()).isEmpty();
        assertThat(later.changes().get(0).after()).contains("task \"No Docker\"");
    }

    private static <S extends Record> Plan plan(Resource<S> former, PendingChanges pendingChanges) {
        Map<String, byte[]> nothing = Map.of("unit", CaseFile.utf8("LoadState=not-found\nActiveState=inactive\n"));
        return former.plan(former.read(new ProbeOutput(nothing, 0)), CaseMachine.CENTOS7, pendingChanges);
    }

    @Test
    void restarts_and_reloads_leave_nothing_to_undo() {
        assertThat(DOCKER.undo(List.of(
                        new RecordedChange("state", "started", "restarted"),
                        new RecordedChange("process", "older:/etc/a", "restarted"),
                        new RecordedChange("unit-files", "older", "reloaded"))))
                .isEmpty();
    }
}
