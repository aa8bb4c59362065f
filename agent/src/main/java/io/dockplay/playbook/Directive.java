package io.dockplay.playbook;

import java.util.Optional;

/** Something that the run itself does at a task's turn, and no module. */
public sealed interface Directive {

    /** The handlers that have been notified run now. */
    record FlushHandlers() implements Directive {}

    /** The play ends on this host, and on the others when they come to their next task if it ends for all. */
    record EndPlay(boolean forAll) implements Directive {}

    /** A host that failed before goes on from here. */
    record ClearHostErrors() implements Directive {}

    /** Nothing. */
    record Noop() implements Directive {}

    /**
     * The run waits.
     *
     * @param seconds how long; with a prompt until someone answers
     * @param prompt what is asked on the terminal
     */
    record Pause(double seconds, Optional<String> prompt) implements Directive {}

    /** The run waits until the host answers again. */
    record AwaitConnection(double delay, double timeout) implements Directive {}

    /** The host is booted anew, and waited for. */
    record Reboot(double timeout, String command) implements Directive {}
}
