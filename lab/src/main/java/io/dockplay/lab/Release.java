package io.dockplay.lab;

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
}
