package io.dockplay.modules.daemon;

import io.dockplay.message.Message;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The options on the Docker daemon's command line, and the equivalent keys of daemon.json. */
final class DaemonFlags {

    static final String MIRROR = "--registry-mirror";

    private static final Map<String, String> KEYS = Map.ofEntries(
            Map.entry("-H", "hosts"),
            Map.entry("-D", "debug"),
            Map.entry("-l", "log-level"),
            Map.entry("-b", "bridge"),
            Map.entry("-G", "group"),
            Map.entry("-s", "storage-driver"),
            Map.entry("-g", "graph"),
            Map.entry("-p", "pidfile"),
            Map.entry("--host", "hosts"),
            Map.entry("--label", "labels"),
            Map.entry("--insecure-registry", "insecure-registries"),
            Map.entry("--authorization-plugin", "authorization-plugins"),
            Map.entry("--storage-opt", "storage-opts"),
            Map.entry("--log-opt", "log-opts"),
            Map.entry("--exec-opt", "exec-opts"),
            Map.entry("--dns-opt", "dns-opts"),
            Map.entry("--cluster-store-opt", "cluster-store-opts"),
            Map.entry("--default-ulimit", "default-ulimits"),
            Map.entry("--default-address-pool", "default-address-pools"),
            Map.entry("--node-generic-resource", "node-generic-resources"),
            Map.entry("--add-runtime", "runtimes"),
            Map.entry(MIRROR, DaemonJson.MIRRORS));

    /**
     * The options that {@code docker -d} 1.7.1 knows and a settings file may hold; it does not start with any other.
     */
    private static final Set<String> OF_DOCKER_1_7 = Set.of(
            "--api-cors-header",
            "--bip",
            "--bridge",
            "--debug",
            "--default-gateway",
            "--default-gateway-v6",
            "--default-ulimit",
            "--dns",
            "--dns-search",
            "--exec-driver",
            "--exec-opt",
            "--exec-root",
            "--fixed-cidr",
            "--fixed-cidr-v6",
            "--graph",
            "--group",
            "--host",
            "--icc",
            "--insecure-registry",
            "--ip",
            "--ip-forward",
            "--ip-masq",
            "--iptables",
            "--ipv6",
            "--label",
            "--log-driver",
            "--log-level",
            "--log-opt",
            "--mtu",
            "--pidfile",
            MIRROR,
            "--selinux-enabled",
            "--storage-driver",
            "--storage-opt",
            "--tls",
            "--tlscacert",
            "--tlscert",
            "--tlskey",
            "--tlsverify",
            "--userland-proxy");

    private DaemonFlags() {}

    /** Says why Docker 1.7 would not start with a key of daemon.json as an argument. */
    static Optional<Message> tooNewForDocker1(String key) {
        String option = option(key);
        if (OF_DOCKER_1_7.contains(option)) {
            return Optional.empty();
        }
        return Optional.of(
                key.equals("data-root")
                        ? Message.of(
                                "the daemon would not start: Docker 1.7 has no option %s; there it is called graph",
                                option)
                        : Message.of("the daemon would not start: Docker 1.7 has no option %s", option));
    }

    /** Reads the mirrors that a command line names, as {@code --registry-mirror=X} or {@code --registry-mirror X}. */
    static List<String> mirrors(List<String> words) {
        return arguments(words).stream()
                .filter(argument -> argument.isOf(MIRROR) && argument.hasValue())
                .map(Argument::value)
                .toList();
    }

    /** Returns the option that is equivalent to a key of daemon.json. */
    static String option(String key) {
        return KEYS.entrySet().stream()
                .filter(each -> each.getValue().equals(key) && each.getKey().startsWith("--"))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("--" + key);
    }

    /** An argument: one word, or an option and its value. */
    record Argument(String key, List<String> words) {

        /** Whether it is this option, written so. */
        boolean isOf(String flag) {
            return words.get(0).equals(flag) || words.get(0).startsWith(flag + "=");
        }

        boolean hasValue() {
            return words.size() > 1 || words.get(0).contains("=");
        }

        /** The option's value; {@code true} for an option without one. */
        String value() {
            int equals = words.get(0).indexOf('=');
            return equals >= 0 ? words.get(0).substring(equals + 1) : words.size() > 1 ? words.get(1) : "true";
        }
    }

    /** Splits a command line into arguments. */
    static List<Argument> arguments(List<String> words) {
        List<Argument> arguments = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            boolean isAlone = word.contains("=")
                    || !word.startsWith("-")
                    || i + 1 == words.size()
                    || words.get(i + 1).startsWith("-");
            String flag = word.replaceFirst("=.*$", "");
            String key = word.startsWith("-") ? KEYS.getOrDefault(flag, flag.replaceFirst("^-+", "")) : "";
            arguments.add(new Argument(key, isAlone ? List.of(word) : List.of(word, words.get(++i))));
        }
        return arguments;
    }

    /** Finds the keys of daemon.json that a command line sets, each with its option. */
    static Map<String, String> keys(List<String> words) {
        Map<String, String> keys = new LinkedHashMap<>();
        for (String word : words) {
            if (word.startsWith("-") && word.length() > 1) {
                String flag = word.replaceFirst("=.*$", "");
                flag = flag.startsWith("--") ? flag : flag.substring(0, 2);
                keys.putIfAbsent(KEYS.getOrDefault(flag, flag.replaceFirst("^-+", "")), flag);
            }
        }
        return keys;
    }
}
