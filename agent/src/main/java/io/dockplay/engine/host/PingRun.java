package io.dockplay.engine.host;

import io.dockplay.engine.event.Event;
import io.dockplay.engine.fleet.FleetRun;
import io.dockplay.engine.session.HostSession;
import io.dockplay.engine.session.HostTarget;
import java.util.function.Consumer;

/**
 * Finds out whether a host can be worked with: it lets us in, may become root where that is asked for, and its shell answers.
 *
 * @param root whether as root, or as the user who logged in
 */
public record PingRun(boolean root) implements FleetRun.Work {

    @Override
    public void on(HostTarget target, Consumer<Event> listener) {
        AdHocSession.of(
                target,
                listener,
                (session, tell) ->
                        tell.accept(new Event.Connected(target.name(), HostSession.machine(session.facts(root)))));
    }
}
