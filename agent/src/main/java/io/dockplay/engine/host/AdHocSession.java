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

/** A short talk with one host, outside any playbook; what keeps it from being had is told as an event. */
final class AdHocSession {

    private AdHocSession() {}

    /** What is asked of the host. */
    interface Talk {

        void with(HostSession session, Consumer<Event> tell) throws Unreachable, BecomeRefused;
    }

    /** Connects, has the talk, and hangs up. */
    static void of(HostTarget target, Consumer<Event> listener, Talk talk) {
        String host = target.name();
        Consumer<Event> tell = new MaskingListener(target.secrets(), listener);
        try (HostSession session = HostSession.open(target)) {
            talk.with(session, tell);
        } catch (Unreachable e) {
            tell.accept(new Event.Unreachable(host, e.problem().on(host)));
        } catch (BecomeRefused e) {
            Problem problem = e.problem().on(host);
            tell.accept(new Event.Failed(host, new Event.Step("", "become", ""), problem, Optional.empty(), false));
        }
    }
}
