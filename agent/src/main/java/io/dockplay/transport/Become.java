package io.dockplay.transport;

import java.util.Optional;

/**
 * Whom the runtime on a host runs as.
 *
 * @param root whether as root, by sudo where the login user is another
 * @param password what sudo is told if it asks
 */
public record Become(boolean root, Optional<String> password) {

    /** As the user who logged in. */
    public static final Become LOGIN_USER = new Become(false, Optional.empty());

    /** As root, where sudo asks for no password. */
    public static final Become ROOT = new Become(true, Optional.empty());

    /** Never the password. */
    @Override
    public String toString() {
        return root ? "root" : "the login user";
    }
}
