package io.dockplay.engine.host;

import io.dockplay.engine.event.Event;
import io.dockplay.engine.event.MaskingListener;
import io.dockplay.engine.session.HostSession;
import io.dockplay.engine.session.HostTarget;
import io.dockplay.problem.Problem;
import io.dockplay.transport.BecomeRefused;
import io.dockplay.transport.Unreachable;
import java.util.Optional;
import java.util.function.Consumer;

/** A short session with one host, without a playbook; a failure to connect is reported as an event. */
final class AdHocSession {

    private AdHocSession() {}

    /** What is done in the session. */
    interface Action {

        /** Runs in the open session and reports its events. */
        void run(HostSession session, Consumer<Event> report) throws Unreachable, BecomeRefused;
    }

    /** Connects, does the action, and closes the connection. */
    static void run(HostTarget target, Consumer<Event> listener, Action action) {
        String host = target.name();
        Consumer<Event> report = new MaskingListener(target.secrets(), listener);
        try (HostSession session = HostSession.open(target)) {
            action.run(session, report);
        } catch (Unreachable e) {
            report.accept(new Event.Unreachable(host, e.problem().on(host)));
        } catch (BecomeRefused e) {
            Problem problem = e.problem().on(host);
            report.accept(new Event.Failed(host, new Event.Step("", "become", ""), problem, Optional.empty(), false));
        }
    }
}
