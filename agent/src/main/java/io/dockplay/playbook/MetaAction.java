package io.dockplay.playbook;

import java.util.Optional;

/** What a task asks of the run itself, and of no module. */
public sealed interface MetaAction {

    /** The handlers that have been notified run now. */
    record FlushHandlers() implements MetaAction {}

    /** The play ends on this host, and on the others when they come to their next task if it ends for all. */
    record EndPlay(boolean forAll) implements MetaAction {}

    /** A host that failed before goes on from here. */
    record ClearHostErrors() implements MetaAction {}

    /** Nothing happens. */
    record Noop() implements MetaAction {}

    /**
     * The run waits.
     *
     * @param seconds how long; with a prompt until someone answers
     * @param prompt what is asked on the terminal
     */
    record Pause(double seconds, Optional<String> prompt) implements MetaAction {}

    /** The run waits until the host answers again. */
    record AwaitConnection(double delay, double timeout) implements MetaAction {}

    /** The host reboots, and the run waits for it. */
    record Reboot(double timeout, String command) implements MetaAction {}
}
