package io.dockplay.transport;

import java.util.Optional;

/**
 * The user that the runtime on a host runs as.
 *
 * @param root whether it runs as root; by sudo, unless the login user is root
 * @param password the password for sudo, if sudo asks
 */
public record Become(boolean root, Optional<String> password) {

    /** Runs as the login user. */
    public static final Become LOGIN_USER = new Become(false, Optional.empty());

    /** Runs as root; sudo must ask for no password. */
    public static final Become ROOT = new Become(true, Optional.empty());

    /** Names the user, and never the password. */
    @Override
    public String toString() {
        return root ? "root" : "the login user";
    }
}
