package io.dockplay.transport;

import io.dockplay.message.Message;
import io.dockplay.problem.Problem;
import java.util.List;
import java.util.stream.Stream;

/** Thrown when the login works but no runtime starts: sudo refuses, or there is no shell. */
public final class BecomeRefused extends Exception {

    private final String said;
    private final transient Become become;

    BecomeRefused(String said, Become become) {
        super(said);
        this.said = said;
        this.become = become;
    }

    /** Whether sudo asks for a terminal, as CentOS 6.5 to 6.7 and 7.0 to 7.2 are set up to do. */
    boolean wantsTerminal() {
        return said.contains("must have a tty");
    }

    /** What is wrong and what to do. */
    public Problem problem() {
        if (said.contains("password is required") || said.contains("no tty present")) {
            return Problem.of(
                    Message.of("sudo asks for a password"),
                    Message.of("Give it with --ask-become-pass or the variable become_password, or let the login user"
                            + " run sudo without one (NOPASSWD in sudoers)."));
        }
        if (said.contains("incorrect password") || said.contains("Sorry, try again")) {
            return Problem.of(
                    Message.of("sudo refused the password"), Message.of("Check become_password or --ask-become-pass."));
        }
        if (said.contains("not in the sudoers") || said.contains("not allowed to execute")) {
            return Problem.of(
                    Message.of(
                            "the login user may not become root: %s",
                            line("not in the sudoers", "not allowed to execute")),
                    Message.of("Add the user to sudoers on the host, or log in as one who is (ansible_user)."));
        }
        if (said.contains("sudo") && said.contains("o such file")) {
            return Problem.of(
                    Message.of("there is no sudo on the host"),
                    Message.of("Install it, or log in as root (ansible_user: root), or set become: false."));
        }
        return Problem.of(
                Message.of(
                        "no shell could be started as %s%s",
                        become, said.isEmpty() ? Message.NONE : Message.of(": %s", line("sudo:"))),
                Message.of("Logging in worked. Try the same by hand: ssh, then sudo -n /bin/sh."));
    }

    /** The first line with one of these words, or else the first line; sudo may print other lines before the reason. */
    private String line(String... words) {
        List<String> lines =
                said.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
        return lines.stream()
                .filter(line -> Stream.of(words).anyMatch(line::contains))
                .findFirst()
                .or(() -> lines.stream().findFirst())
                .orElse("");
    }
}
