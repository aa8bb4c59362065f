package io.dockplay.playbook;

import io.dockplay.yaml.Yaml;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What to write in dockplay for names that only Ansible has. */
public final class AnsibleNames {

    private static final String FILE = "Write file: with content, template, source, lines, target or state.";
    private static final String PACKAGE = "Write package:.";
    private static final String SERVICE = "Write service:.";
    private static final String COMMAND = "Write command: {shell: …} or {argv: […]}.";
    private static final String DETACHED = "Leave it out: every change runs on by itself; timeout: 600 bounds it.";
    private static final String NESTED =
            "Write loop: with a list of what belongs together; see docs/coming-from-ansible.md.";
    private static final String ARGS = "Write them among the options of the module itself.";
    private static final String READ = "Write command: {argv: [cat, …], read_only: true} and register: it.";
    private static final String LOOP = "Write loop: with a list; each element is item.";
    private static final String INCLUDE = "Write include_tasks or import_tasks.";

    private static final Map<String, String> ADVICE = Map.ofEntries(
            Map.entry("yum", PACKAGE),
            Map.entry("dnf", PACKAGE),
            Map.entry("rpm_key", "Write repo: with gpgkey."),
            Map.entry("yum_repository", "Write repo:."),
            Map.entry("systemd", SERVICE),
            Map.entry("systemd_service", SERVICE),
            Map.entry("sysvinit", SERVICE),
            Map.entry("copy", FILE),
            Map.entry("template", FILE),
            Map.entry("lineinfile", "Write file: with lines, and match for regexp."),
            Map.entry("blockinfile", "Write file: with block, and insert_after or insert_before."),
            Map.entry("ini_file", "Write file: with settings, or lines with match and insert_after."),
            Map.entry("shell", COMMAND),
            Map.entry("raw", COMMAND),
            Map.entry("get_url", "Write download:."),
            Map.entry("slurp", READ),
            Map.entry("authorized_key", "Write authorized-key:."),
            Map.entry("modprobe", "Write kernel-module:."),
            Map.entry("firewalld", "Write firewall-port:."),
            Map.entry("iptables", "Write firewall-port:."),
            Map.entry("setup", "Facts are always there, under facts."),
            Map.entry("gather_facts", "Facts are always there, under facts."),
            Map.entry("with_items", LOOP),
            Map.entry("with_list", LOOP),
            Map.entry("creates", "It is an option of command."),
            Map.entry("include", INCLUDE),
            Map.entry("apt", PACKAGE),
            Map.entry("pip", "Write command: {argv: [pip, install, …], unless: …}."),
            Map.entry("async", DETACHED),
            Map.entry("poll", DETACHED),
            Map.entry("args", ARGS),
            Map.entry("local_action", "Write the module, and delegate_to: localhost."),
            Map.entry("action", "Write the module's name as the key, with its options below."),
            Map.entry("connection", "Write ansible_connection in the inventory, or delegate_to: localhost."),
            Map.entry("sudo", "Write become: true."),
            Map.entry("sudo_user", "Write become_user: with the name."),
            Map.entry(
                    "with_dict",
                    "Write loop: with a mapping's keys: \"${x?keys}\"; each key is item, and x[item] its value."),
            Map.entry("with_sequence", "Write loop: \"${1..3}\"; each number is item."),
            Map.entry("with_fileglob", "Write loop: with the files' names."),
            Map.entry("with_nested", NESTED),
            Map.entry("with_together", NESTED),
            Map.entry("with_subelements", NESTED),
            Map.entry("import_playbook", "Write dockplay apply for each playbook, or put the plays into one file."),
            Map.entry("remote_user", "Write ansible_user in the inventory."));

    /** Options that the same module has under another name. */
    private static final Map<String, String> OPTIONS = Map.ofEntries(
            Map.entry("src", "source"),
            Map.entry("dest", "path"),
            Map.entry("pkg", "name"),
            Map.entry("cmd", "shell"),
            Map.entry("line", "lines"),
            Map.entry("regexp", "match"),
            Map.entry("insertafter", "insert_after"),
            Map.entry("insertbefore", "insert_before"),
            Map.entry("remote_src", "on_host"),
            Map.entry("msg", "message"),
            Map.entry("fail_msg", "message"));

    private AnsibleNames() {}

    /** What to write instead of a key with this value, with a space before it; nothing when the name is not one of Ansible's. */
    public static String hint(String key, Yaml value) {
        String name = key.replaceFirst("^ansible\\.(builtin|posix)\\.", "");
        Optional<String> line = AnsibleTask.line(name, value)
                .filter(text -> !text.startsWith(key + ":")) // a module of ours, where none may stand
                .or(() -> keyword(name, value));
        String advice = line.map(text -> "Write " + text + ".").orElse(ADVICE.get(name));
        return advice == null ? "" : " " + advice;
    }

    private static Optional<String> keyword(String name, Yaml value) {
        boolean text = value instanceof Yaml.Scalar;
        return switch (name) {
            case "with_items", "with_list" ->
                Optional.of("loop: " + AnsibleTask.written(value) + "; each element is item");
            case "sudo_user" -> text ? Optional.of("become_user: " + AnsibleTask.written(value)) : Optional.empty();
            case "async" ->
                text
                        ? Optional.of("timeout: " + AnsibleTask.written(value)
                                + ", and no poll; every change runs on by itself")
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** What to write for a name of Ansible's whatever its value, with a colon before it; nothing when there is no advice. */
    public static String advice(String name) {
        String advice = ADVICE.get(name);
        return advice == null ? "" : ": " + advice;
    }

    /** What to write for an option that only Ansible has, among these of dockplay's. */
    static Optional<String> option(String ansible, Yaml value, List<String> known) {
        return Optional.ofNullable(OPTIONS.get(ansible))
                .filter(known::contains)
                .map(own -> "Write " + own + ": " + AnsibleTask.written(value) + ".");
    }

    /** The line for a module of dockplay's whose options are written as Ansible's {@code name=value}. */
    public static Optional<String> options(String module, Yaml written) {
        return AnsibleTask.options(written).map(options -> "Write " + module + ": " + AnsibleTask.flow(options) + ". ");
    }
}
