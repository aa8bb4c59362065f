package io.dockplay.ssh;

import io.dockplay.message.Message;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Jump hosts, {@code [user@]host[:port]} or {@code ssh://…}, with commas between them; the last one is next to the host.
 *
 * @param before the jump hosts before the last one
 * @param user whom to log in as on the last one
 * @param host the last one's address
 * @param port the last one's port
 */
record ProxyJump(Optional<String> before, Optional<String> user, String host, Optional<Integer> port) {

    private static final Pattern HOP = Pattern.compile(
            "(?:ssh://)?(?:(?<user>[^/]+)@)?(?<host>\\[[^\\[\\]/@]+\\]|[^\\[\\]:/@,]+)(?::(?<port>[0-9]{1,5}))?/?");

    private static final int MOST_PORTS = 65_535;

    /**
     * Parses a line of ssh_config; none when it says {@code none}.
     *
     * @throws io.dockplay.problem.InvalidInput when one of the jump hosts is wrong
     */
    static Optional<ProxyJump> read(ConfigLine line) {
        // OpenSSH keeps quotes here, as a part of the host's name.
        String text = line.rest().split("[ \t]", 2)[0];
        if (text.equalsIgnoreCase("none")) {
            return Optional.empty();
        }
        Optional<ProxyJump> read = text.contains("\"") || text.contains("'") ? Optional.empty() : of(text);
        if (read.isEmpty()) {
            throw line.wrong(Message.of("\"%s\" is no host to go through", text));
        }
        return read;
    }

    /** Parses a text; none when it is wrong. */
    static Optional<ProxyJump> of(String text) {
        int comma = text.lastIndexOf(',');
        Optional<String> before = comma >= 0 ? Optional.of(text.substring(0, comma)) : Optional.empty();
        Matcher hop = HOP.matcher(text.substring(comma + 1));
        if (!hop.matches() || before.filter(each -> of(each).isEmpty()).isPresent()) {
            return Optional.empty();
        }
        Optional<Integer> port = Optional.ofNullable(hop.group("port")).map(Integer::valueOf);
        if (port.filter(each -> each < 1 || each > MOST_PORTS).isPresent()) {
            return Optional.empty();
        }
        String host = hop.group("host");
        return Optional.of(new ProxyJump(
                before,
                Optional.ofNullable(hop.group("user")),
                host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
                port));
    }

    /** Parses an IPv6 address without brackets, which is allowed in the inventory and not in ssh_config. */
    static Optional<ProxyJump> bare(String text) {
        int at = text.indexOf('@');
        return Optional.of(text.substring(at + 1))
                .filter(host -> host.matches("[0-9a-fA-F.]*(:[0-9a-fA-F.]*){2,}"))
                .map(host -> new ProxyJump(
                        Optional.empty(),
                        at > 0 ? Optional.of(text.substring(0, at)) : Optional.empty(),
                        host,
                        Optional.empty()));
    }

    /** The last jump host, as a target that is reached through those before it. */
    SshTarget behind(SshTarget target) {
        Optional<Path> key = target.privateKey();
        return new SshTarget(
                host,
                Optional.empty(),
                port,
                user,
                Optional.empty(),
                key,
                target.legacy(),
                before,
                Optional.empty(),
                target.knownHosts(),
                target.position());
    }
}
