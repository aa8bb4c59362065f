package io.dockplay.transport;

import io.dockplay.problem.Problem;

/** The host let us in, but not do anything: sudo refuses, or there is no shell. */
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
                    "sudo asks for a password",
                    "Give it with --ask-become-pass or the variable become_password, or let the login user"
                            + " run sudo without one (NOPASSWD in sudoers).");
        }
        if (said.contains("incorrect password") || said.contains("Sorry, try again")) {
            return Problem.of("sudo refused the password", "Check become_password or --ask-become-pass.");
        }
        if (said.contains("not in the sudoers") || said.contains("not allowed to execute")) {
            return Problem.of(
                    "the login user may not become root: " + firstLine(),
                    "Add the user to sudoers on the host, or log in as one who is (ansible_user).");
        }
        if (said.contains("sudo") && said.contains("o such file")) {
            return Problem.of(
                    "there is no sudo on the host",
                    "Install it, or log in as root (ansible_user: root), or set become: false.");
        }
        return Problem.of(
                "no shell could be started as " + become + (said.isEmpty() ? "" : ": " + firstLine()),
                "Logging in worked. Try the same by hand: ssh, then sudo -n /bin/sh.");
    }

    private String firstLine() {
        return said.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .orElse("");
    }
}
