package io.dockplay.engine.host;

import io.dockplay.engine.event.Event;
import io.dockplay.engine.fleet.FleetRun;
import io.dockplay.engine.session.HostSession;
import io.dockplay.engine.session.HostTarget;
import java.util.function.Consumer;

/**
 * Checks that a host can be used: the login works, becoming root works if it is asked for, and the shell answers.
 *
 * @param root whether the session becomes root; else it stays the login user
 */
public record PingRun(boolean root) implements FleetRun.Work {

    @Override
    public void on(HostTarget target, Consumer<Event> listener) {
        AdHocSession.run(
                target,
                listener,
                (session, report) ->
                        report.accept(new Event.Connected(target.name(), HostSession.machine(session.facts(root)))));
    }
}
