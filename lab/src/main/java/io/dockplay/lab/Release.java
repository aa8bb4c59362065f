package io.dockplay.lab;

import java.util.Optional;

/** The kinds of hosts that the lab has. */
public enum Release {
    CENTOS_7("c7"),
    CENTOS_6("c6");

    private final String prefix;

    Release(String prefix) {
        this.prefix = prefix;
    }

    /** What the names of its hosts begin with. */
    String prefix() {
        return prefix;
    }

    /** Whether its sshd knows only what OpenSSH 5.3 knew. */
    public boolean isLegacy() {
        return this == CENTOS_6;
    }

    /** What sudo asks the login user for, before it wants a terminal as well; empty where it asks for nothing. */
    Optional<String> sudoPassword() {
        return this == CENTOS_6 ? Optional.of("let-ops-in") : Optional.empty();
    }
}
