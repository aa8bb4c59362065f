package io.dockplay.engine;

import io.dockplay.problem.Problem;
import io.dockplay.transport.BecomeRefused;
import io.dockplay.transport.Unreachable;
import java.util.Optional;
import java.util.function.Consumer;

/** A short talk with one host, outside any playbook; what keeps it from being had is told as an event. */
final class Visit {

    private Visit() {}

    /** What is asked of the host. */
    interface Talk {

        void with(Shells shells, Consumer<Event> tell) throws Unreachable, BecomeRefused;
    }

    /** Connects, has the talk, and hangs up. */
    static void of(Target target, Consumer<Event> listener, Talk talk) {
        String host = target.name();
        Consumer<Event> tell = target.secrets().hiddenFrom(listener);
        try (Shells shells = Shells.open(target)) {
            talk.with(shells, tell);
        } catch (Unreachable e) {
            tell.accept(new Event.Unreachable(host, e.problem().on(host)));
        } catch (BecomeRefused e) {
            Problem problem = e.problem().on(host);
            tell.accept(new Event.Failed(host, new Event.Step("", "become", ""), problem, Optional.empty(), false));
        }
    }
}
