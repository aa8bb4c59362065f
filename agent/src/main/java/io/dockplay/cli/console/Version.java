package io.dockplay.cli.console;

/** Which dockplay this is. */
public final class Version {

    /** {@code 0.1.0}. */
    public static final String NUMBER = "0.1.0";

    private Version() {}
}
