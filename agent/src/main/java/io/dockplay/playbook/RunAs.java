package io.dockplay.playbook;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * As whom, where and with which environment one resource is probed and changed; all expressions are evaluated.
 *
 * @param root whether as root, or as the login user
 * @param user as whom instead of root
 * @param environment variables of the environment
 * @param host the host on which it is done instead
 */
public record RunAs(boolean root, Optional<String> user, Map<String, String> environment, Optional<String> host) {

    public RunAs {
        // Its order is part of the script, and so of a saved plan.
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
    }

    /** As root or as the login user, with nothing else set. */
    public static RunAs plain(boolean root) {
        return new RunAs(root, Optional.empty(), Map.of(), Optional.empty());
    }

    /** Whether both can be probed by one shell. */
    public boolean sharesShellWith(RunAs other) {
        return root == other.root && host.equals(other.host);
    }
}
