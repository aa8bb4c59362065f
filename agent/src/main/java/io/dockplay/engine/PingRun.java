package io.dockplay.engine;

import java.util.function.Consumer;

/**
 * Finds out whether a host can be worked with: it lets us in, may become root where that is asked for, and its shell answers.
 *
 * @param root whether as root, or as the user who logged in
 */
public record PingRun(boolean root) implements FleetRun.Work {

    @Override
    public void on(Target target, Consumer<Event> listener) {
        Visit.of(
                target,
                listener,
                (shells, tell) -> tell.accept(new Event.Connected(target.name(), Shells.machine(shells.facts(root)))));
    }
}
