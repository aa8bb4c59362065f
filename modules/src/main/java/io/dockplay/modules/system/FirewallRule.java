package io.dockplay.modules.system;

import io.dockplay.resource.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The rule that opens a port, for iptables and for firewalld.
 *
 * @param port a number, or two with a dash between them
 * @param protocol {@code tcp} or {@code udp}
 * @param source the IPv4 address or network that is let through; any without it
 * @param zone firewalld's zone; the default zone without it
 */
record FirewallRule(String port, String protocol, Optional<String> source, Optional<String> zone) {

    /** Returns the rule's arguments, as iptables 1.4.7 prints them. */
    List<String> words() {
        List<String> words = new ArrayList<>();
        source.ifPresent(from -> words.addAll(List.of("-s", from)));
        words.addAll(List.of("-p", protocol, "-m", protocol, "--dport", port.replace('-', ':'), "-j", "ACCEPT"));
        return words;
    }

    /** Returns the rule as a line of iptables-save. */
    String line() {
        return "-A INPUT " + String.join(" ", words());
    }

    /** Whether a line of a chain is this rule, with or without a condition on new connections. */
    boolean isIn(String line) {
        String plain = line.strip()
                .replaceAll("\\s+", " ")
                .replace(" -m state --state NEW", "")
                .replace(" -m conntrack --ctstate NEW", "")
                .replace(" -m " + protocol, "");
        String wanted = line().replace(" -m " + protocol, "");
        return plain.equals(wanted) || plain.replace("/32 ", " ").equals(wanted.replace("/32 ", " "));
    }

    /** Whether a line rejects or drops everything that reaches it. */
    static boolean closes(String line) {
        return line.strip().matches("-A INPUT -j (REJECT|DROP)( .*)?");
    }

    /** Returns the index of this rule before everything is rejected; -1 when it is not in force. */
    int indexIn(List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            if (isIn(lines.get(i))) {
                return i;
            }
            if (closes(lines.get(i))) {
                return -1;
            }
        }
        return -1;
    }

    /** Adds the rule to the lines of a saved table, before everything is rejected; none without a chain INPUT. */
    Optional<List<String>> addedTo(List<String> lines) {
        int filter = lines.indexOf("*filter");
        if (filter < 0) {
            return Optional.empty();
        }
        for (int i = filter; i < lines.size(); i++) {
            if (closes(lines.get(i)) || lines.get(i).strip().equals("COMMIT")) {
                List<String> wanted = new ArrayList<>(lines);
                wanted.add(i, line());
                return Optional.of(wanted);
            }
        }
        return Optional.empty();
    }

    /** Returns firewalld's option, such as {@code --add-port=8080/tcp}; a source needs a rich rule. */
    String option(String verb) {
        return source.map(from -> "--" + verb + "-rich-rule=rule family=\"ipv4\" source address=\"" + from
                        + "\" port port=\"" + port + "\" protocol=\"" + protocol + "\" accept")
                .orElse("--" + verb + "-port=" + port + "/" + protocol);
    }

    /** Returns firewalld's command, for now or for the next boot. */
    Script firewalld(String verb, boolean atBoot) {
        List<String> words = new ArrayList<>();
        if (atBoot) {
            words.add("--permanent");
        }
        zone.ifPresent(name -> words.add("--zone=" + name));
        words.add(option(verb));
        return Script.of("firewall-cmd {}", words);
    }
}
