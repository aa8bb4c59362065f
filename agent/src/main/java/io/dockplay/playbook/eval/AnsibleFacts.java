package io.dockplay.playbook.eval;

import io.dockplay.message.Message;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What stands in the place of the variables in which Ansible has its facts. */
public final class AnsibleFacts {

    /** Ansible's variables with the facts → dockplay's. */
    private static final Map<String, String> FACTS = Map.ofEntries(
            Map.entry("distribution", "facts.os.distribution"),
            Map.entry("distribution_version", "facts.os.version"),
            Map.entry("distribution_major_version", "facts.os.major"),
            Map.entry("os_family", "facts.os.distribution"),
            Map.entry("architecture", "facts.architecture"),
            Map.entry("machine", "facts.architecture"),
            Map.entry("kernel", "facts.kernel"),
            Map.entry("service_mgr", "facts.init"),
            Map.entry("hostname", "facts.hostname"),
            Map.entry("fqdn", "facts.hostname"),
            Map.entry("nodename", "facts.hostname"),
            Map.entry("default_ipv4", "facts.addresses[0]"),
            Map.entry("all_ipv4_addresses", "facts.addresses"),
            Map.entry("memtotal_mb", "facts.memory_mib"),
            Map.entry("processor_vcpus", "facts.cpus"),
            Map.entry("processor_cores", "facts.cpus"),
            Map.entry("processor_count", "facts.cpus"),
            Map.entry("selinux", "facts.selinux"));

    private static final Pattern FACT =
            Pattern.compile("(?:ansible_facts(?:\\.|\\[['\"])(?:ansible_)?|ansible_)(\\w+).*");

    private AnsibleFacts() {}

    /** The expression of dockplay's; none when there is no such fact, or it is no fact of Ansible's. */
    public static Optional<String> expression(String ansible) {
        Matcher fact = FACT.matcher(ansible);
        return fact.matches() ? Optional.ofNullable(FACTS.get(fact.group(1))) : Optional.empty();
    }

    /** What to write; none when it is no fact of Ansible's. */
    static Optional<Message> advice(String ansible) {
        return expression(ansible)
                .map(own -> Message.of("Write %s.", own))
                .or(() -> Optional.of(Message.of(
                                "The facts are under facts, such as facts.os.major; dockplay facts shows them all."))
                        .filter(any -> ansible.equals("ansible_facts")
                                || FACT.matcher(ansible).matches()));
    }
}
