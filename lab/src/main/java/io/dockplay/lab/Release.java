package io.dockplay.lab;

import java.util.Optional;

/** The kinds of hosts in the lab. */
public enum Release {
    CENTOS_7("c7"),
    CENTOS_6("c6"),
    /** Like CENTOS_7, but no Docker can run inside: a third cheaper, for labs with many hosts. */
    CENTOS_7_LIGHT("light");

    private final String prefix;

    Release(String prefix) {
        this.prefix = prefix;
    }

    /** The beginning of the names of its hosts. */
    String prefix() {
        return prefix;
    }

    /** Whether its sshd knows only what OpenSSH 5.3 knew. */
    public boolean isLegacy() {
        return this == CENTOS_6;
    }

    /** The password that sudo asks the login user for; sudo also needs a terminal then. Empty when it asks for none. */
    Optional<String> sudoPassword() {
        return this == CENTOS_6 ? Optional.of("let-ops-in") : Optional.empty();
    }
}
