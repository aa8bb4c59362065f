package io.dockplay.ssh;

import io.dockplay.problem.Position;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Optional;

/**
 * How a connection gets to a host: through a jump host, through a local command, or directly.
 *
 * @param jump the host to go through
 * @param command the command to go through
 * @param family which addresses are tried
 * @param from this machine's address to come from
 */
record Way(Optional<SshTarget> jump, Optional<Command> command, Family family, Optional<String> from) {

    /** Directly, over a socket. */
    static final Way STRAIGHT = new Way(Optional.empty(), Optional.empty(), Family.ANY, Optional.empty());

    /** Which of a name's addresses are tried. */
    enum Family {
        ANY,
        INET,
        INET6;

        boolean takes(InetAddress address) {
            return this == ANY || (this == INET) == (address instanceof Inet4Address);
        }
    }

    /**
     * A ProxyCommand.
     *
     * @param text what the shell gets
     * @param where the line of ssh_config that says so
     */
    record Command(String text, Optional<Position> where) {}
}
