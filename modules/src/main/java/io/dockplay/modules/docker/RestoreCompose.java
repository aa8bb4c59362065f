package io.dockplay.modules.docker;

import io.dockplay.message.Message;
import io.dockplay.resource.Blocker;
import io.dockplay.resource.Change;
import io.dockplay.resource.Machine;
import io.dockplay.resource.PendingChanges;
import io.dockplay.resource.Plan;
import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.RecordedChange;
import io.dockplay.resource.Restore;
import io.dockplay.resource.Script;
import java.util.List;
import java.util.Optional;

/**
 * Removes the services that {@link DockerComposeModule} brought; it needs neither Compose nor the project's file.
 *
 * @param name the project's name
 * @param brought the services that were not there before
 * @param changed the services that were there, and that dockplay changed; they stay as they are
 * @param force has no meaning: nothing stands in the way
 */
record RestoreCompose(String name, List<String> brought, List<String> changed, boolean force)
        implements Restore<RestoreCompose.State> {

    /**
     * The actual state of the project.
     *
     * @param project the project
     */
    record State(ComposeState project) {}

    RestoreCompose {
        brought = List.copyOf(brought);
        changed = List.copyOf(changed);
    }

    @Override
    public RestoreCompose forced() {
        return new RestoreCompose(name, brought, changed, true);
    }

    @Override
    public String label() {
        return "project " + name;
    }

    @Override
    public Script probe(Machine machine) {
        return ComposeState.probe(name);
    }

    @Override
    public State read(ProbeOutput probeOutput) {
        return new State(ComposeState.read(probeOutput));
    }

    @Override
    public Plan plan(State found, Machine machine, PendingChanges pendingChanges) {
        ComposeState actual = found.project();
        if (!actual.engine().installed()) {
            return Plan.NOTHING;
        }
        Optional<Blocker> blocker = actual.engine().blocker();
        if (blocker.isPresent()) {
            return Plan.blocked(
                    List.of(Change.of(DockerComposeModule.PROJECT, "unknown", "as it was before")), blocker.get());
        }
        List<String> going = brought.stream()
                .filter(service -> !actual.of(service).isEmpty())
                .toList();
        List<Change> changes = going.stream()
                .map(service -> Change.of("service " + service, RecordedChange.PRESENT, Change.ABSENT))
                .toList();
        Plan plan = Plan.of(changes, ComposeScripts.remove(name, going));
        return changed.isEmpty()
                ? plan
                : plan.warning(Message.of(
                        "of the project %s stays as dockplay left it what was there before: %s",
                        name, String.join(", ", changed)));
    }
}
