package io.dockplay.cli.option;

import io.dockplay.inventory.ShellWords;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The arguments for OpenSSH's client in {@code ansible_ssh_args}, {@code ansible_ssh_common_args} and {@code ansible_ssh_extra_args},
 * translated into dockplay's own variables; of an argument that is given twice the first counts, as with that client.
 *
 * @param variables dockplay's variables
 * @param ignored each argument that has no counterpart, and why
 */
public record SshArguments(Map<String, Object> variables, List<String> ignored) {

    public static final List<String> VARIABLES =
            List.of("ansible_ssh_args", "ansible_ssh_common_args", "ansible_ssh_extra_args");

    /** Settings that one connection makes needless, or that dockplay does anyway. */
    private static final Set<String> NEEDLESS = Set.of(
            "controlmaster",
            "controlpersist",
            "controlpath",
            "compression",
            "serveraliveinterval",
            "serveralivecountmax",
            "tcpkeepalive",
            "loglevel",
            "batchmode",
            "preferredauthentications",
            "passwordauthentication",
            "kbdinteractiveauthentication",
            "gssapiauthentication",
            "identitiesonly");

    private static final Set<String> ALGORITHMS = Set.of(
            "kexalgorithms",
            "hostkeyalgorithms",
            "pubkeyacceptedkeytypes",
            "pubkeyacceptedalgorithms",
            "ciphers",
            "macs");

    /** Algorithms that only hosts as old as CentOS 6 need. */
    private static final Pattern OLD = Pattern.compile(".*(ssh-rsa|ssh-dss|-sha1|-cbc|arcfour|hmac-md5).*");

    private static final Set<String> WAYS = Set.of("ssh_jump", "ssh_proxy_command");

    private static final Pattern THERE = Pattern.compile("\\[?%h]?[: ]%p");

    public SshArguments {
        ignored = List.copyOf(ignored);
    }

    /** The arguments in a host's variables. */
    public static SshArguments of(Map<String, Object> known) {
        SshArguments arguments = new SshArguments(new LinkedHashMap<>(), List.of());
        List<String> ignored = new ArrayList<>();
        for (String name : VARIABLES) {
            if (!known.containsKey(name)) {
                continue;
            }
            String text = String.valueOf(known.get(name));
            try {
                arguments.take(ShellWords.of(text), ignored, name);
            } catch (IllegalArgumentException wrong) {
                ignored.add(name + " is ignored: " + wrong.getMessage());
            }
        }
        return new SshArguments(arguments.variables, ignored);
    }

    private void take(List<String> words, List<String> ignored, String name) {
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (word.matches("-[CqTx]+")) {
                continue;
            }
            boolean takesOne = word.matches("-[oJiplFbcmDLRWeEIQSw]");
            if (takesOne && i + 1 == words.size()) {
                ignored.add(because(name, word, "there is nothing behind it"));
            } else if (takesOne || word.matches("-[oJipl].+")) {
                String value = word.length() > 2 ? word.substring(2) : words.get(++i);
                String shown = word.length() > 2 ? word : word + " " + value;
                option(word.charAt(1), value).ifPresent(why -> ignored.add(because(name, shown, why)));
            } else {
                ignored.add(because(name, word, "dockplay has no such option"));
            }
        }
    }

    private static String because(String name, String what, String why) {
        return name + ": \"" + what + "\" is ignored: " + why;
    }

    /** Translates an option; returns why not, where dockplay has nothing like it. */
    private Optional<String> option(char letter, String value) {
        switch (letter) {
            case 'J' -> way("ssh_jump", value);
            case 'i' -> variables.putIfAbsent("ansible_ssh_private_key_file", value);
            case 'p' -> variables.putIfAbsent("ansible_port", value);
            case 'l' -> variables.putIfAbsent("ansible_user", value);
            case 'o' -> {
                String[] parts = value.strip().split("\\s*=\\s*|\\s+", 2);
                return setting(parts[0].toLowerCase(Locale.ROOT), parts.length > 1 ? parts[1] : "");
            }
            default -> {
                return Optional.of("dockplay has no such option");
            }
        }
        return Optional.empty();
    }

    private Optional<String> setting(String key, String value) {
        if (NEEDLESS.contains(key)
                || (ALGORITHMS.contains(key) && !OLD.matcher(value).matches())) {
            return Optional.empty();
        }
        if (ALGORITHMS.contains(key)) {
            variables.putIfAbsent("ssh_legacy", true);
            return Optional.empty();
        }
        return switch (key) {
            case "proxyjump" -> option('J', value);
            case "identityfile" -> option('i', value);
            case "port" -> option('p', value);
            case "user" -> option('l', value);
            case "hostname" -> {
                variables.putIfAbsent("ansible_host", value);
                yield Optional.empty();
            }
            case "proxycommand" -> {
                Optional<String> jump = jump(value);
                way(jump.isPresent() ? "ssh_jump" : "ssh_proxy_command", jump.orElse(value));
                yield Optional.empty();
            }
            case "stricthostkeychecking" ->
                value.equals("yes")
                        ? Optional.empty()
                        : Optional.of("host keys are always checked; --accept-new-host-keys learns those of new hosts");
            case "userknownhostsfile" -> {
                if (value.equals("/dev/null")) {
                    yield Optional.of("host keys are always checked; --accept-new-host-keys learns those of new hosts");
                }
                variables.putIfAbsent("ssh_known_hosts", value);
                yield Optional.empty();
            }
            case "connecttimeout" -> Optional.of("--timeout says it for all hosts");
            default -> Optional.of("dockplay has no such option");
        };
    }

    /** A jump host or a proxy command: the first that is given counts. */
    private void way(String variable, String value) {
        if (WAYS.stream().noneMatch(variables::containsKey)) {
            variables.put(variable, value);
        }
    }

    /** Adds the variables that the host does not have itself. */
    public void complete(Map<String, Object> known) {
        boolean hasWay = WAYS.stream().anyMatch(known::containsKey);
        variables.forEach((name, value) -> {
            if (!hasWay || !WAYS.contains(name)) {
                known.putIfAbsent(name, value);
            }
        });
    }

    /** The host through which {@code ssh -W %h:%p user@host}, or {@code ssh user@host nc %h %p}, leads. */
    private static Optional<String> jump(String command) {
        List<String> words;
        try {
            words = ShellWords.of(command);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (words.isEmpty()
                || !words.get(0).matches("(.*/)?ssh")
                || !THERE.matcher(command).find()) {
            return Optional.empty();
        }
        String user = "";
        String port = "";
        for (int i = 1; i < words.size(); i++) {
            String word = words.get(i);
            if (word.matches("-[ACqTx4]+") || word.matches("-[Wo].+")) {
                continue;
            }
            if (word.matches("-[Wopl]") && i + 1 < words.size()) {
                i++;
                user = word.equals("-l") ? words.get(i) + "@" : user;
                port = word.equals("-p") ? ":" + words.get(i) : port;
            } else if (word.startsWith("-")) {
                return Optional.empty();
            } else {
                return Optional.of((word.contains("@") ? "" : user) + word + port);
            }
        }
        return Optional.empty();
    }
}
