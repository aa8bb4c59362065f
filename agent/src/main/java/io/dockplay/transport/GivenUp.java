package io.dockplay.transport;

import io.dockplay.message.Message;
import io.dockplay.problem.Problem;
import java.io.IOException;
import java.time.Duration;

/**
 * Thrown when a host is given up because of what it sent, or because it took too long.
 *
 * <p>The message quotes what the host sent only in a form that is safe on a terminal.
 */
public final class GivenUp extends IOException {

    private static final int SHOWN = 100;

    private final transient Problem problem;

    private GivenUp(Problem problem) {
        super(problem.what());
        this.problem = problem;
    }

    /** The host sent a frame that makes no sense. */
    static GivenUp garbled(String frame) {
        return new GivenUp(Problem.of(
                Message.of("what the host sent makes no sense: \"%s\"", shown(frame)),
                Message.of("Something on the host changes or makes up what the runtime prints. Look at its login"
                        + " shell, at its /bin/sh and at what is between.")));
    }

    /** The host sent something that is not SSH. */
    public static GivenUp noSsh(String why) {
        return new GivenUp(Problem.of(
                Message.of("what the host sent is not what an SSH server sends: %s", shown(why)),
                Message.of("Is that the SSH server, or something else on its port? Does anything on the way change"
                        + " the bytes?")));
    }

    /** The host sent more than is accepted. */
    static GivenUp tooMuch(Message what, long bytes) {
        return new GivenUp(
                Problem.of(
                        Message.of("the host sent more than %s KiB %s", bytes >> 10, what),
                        Message.of(
                                "Real hosts send far less. Look at what it prints: a log that is full, a file without an end?")));
    }

    /** The answers of all hosts together need more memory than there is. */
    static GivenUp noRoom() {
        return new GivenUp(Problem.of(
                Message.of("there is no memory for so long an answer besides those of the other hosts"),
                Message.of("Give --forks fewer hosts, or Java more memory: JAVA_TOOL_OPTIONS=-Xmx4g.")));
    }

    /** The host sent more than was read in time. */
    static GivenUp unread(int bytes) {
        return new GivenUp(Problem.of(
                Message.of("the host sent more than %s KiB that nobody was ready to read", bytes >> 10),
                Message.of("Look at what it prints. When it is a command's own output, let it write that to a file.")));
    }

    /** No shell answered in this time. */
    public static GivenUp noStart(Duration time) {
        return new GivenUp(Problem.of(
                Message.of("no shell answered within %s", told(time)),
                Message.of("Logging in worked. Does the login shell, or its profile, wait for something, or print"
                        + " without an end? --timeout gives it longer.")));
    }

    /** A probe took too long. */
    static GivenUp lateProbe(Duration time) {
        return new GivenUp(Problem.of(
                Message.of("a look at the host took longer than %s", told(time)),
                Message.of(
                        "Does a disk of it hang, or a check of the playbook? --timeout gives it longer: a look"
                                + " may take %s times as long.",
                        Patience.PROBE)));
    }

    /** The host, or something on the way to it, accepts no more bytes. */
    public static GivenUp notTaken(Duration time) {
        return new GivenUp(Problem.of(
                Message.of("the host took nothing of what was sent to it for %s", told(time)),
                Message.of("Is the host overloaded, or stopped?")));
    }

    /** What is wrong and what to do. */
    public Problem problem() {
        return problem;
    }

    /** The beginning of what a host sent, safe to print. */
    public static String shown(String text) {
        String start = text.substring(0, Math.min(text.length(), SHOWN)).replaceAll("[^ -~]", "?");
        return text.length() > SHOWN ? start + " …" : start;
    }

    /** A time for people, such as {@code 10 minutes}. */
    public static Message told(Duration time) {
        if (time.toSeconds() >= 120 && time.toSecondsPart() == 0) {
            return Message.of("%s minutes", time.toMinutes());
        }
        return time.toSeconds() <= 1 ? Message.of("1 second") : Message.of("%s seconds", time.toSeconds());
    }
}
