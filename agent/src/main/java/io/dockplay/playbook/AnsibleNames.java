package io.dockplay.playbook;

import io.dockplay.message.Message;
import io.dockplay.yaml.Yaml;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What to write in dockplay for names that only Ansible has. */
public final class AnsibleNames {

    private static final Message FILE =
            Message.of("Write file: with content, template, source, lines, target or state.");
    private static final Message PACKAGE = Message.of("Write package:.");
    private static final Message SERVICE = Message.of("Write service:.");
    private static final Message COMMAND = Message.of("Write command: {shell: …} or {argv: […]}.");
    private static final Message DETACHED =
            Message.of("Leave it out: every change runs on by itself; timeout: 600 bounds it.");
    private static final Message NESTED =
            Message.of("Write loop: with a list of what belongs together; see docs/coming-from-ansible.md.");
    private static final Message ARGS = Message.of("Write them among the options of the module itself.");
    private static final Message READ =
            Message.of("Write command: {argv: [cat, …], read_only: true} and register: it.");
    private static final Message LOOP = Message.of("Write loop: with a list; each element is item.");
    private static final Message INCLUDE = Message.of("Write include_tasks or import_tasks.");

    private static final Map<String, Message> ADVICE = Map.ofEntries(
            Map.entry("yum", PACKAGE),
            Map.entry("dnf", PACKAGE),
            Map.entry("rpm_key", Message.of("Write repo: with gpgkey.")),
            Map.entry("yum_repository", Message.of("Write repo:.")),
            Map.entry("systemd", SERVICE),
            Map.entry("systemd_service", SERVICE),
            Map.entry("sysvinit", SERVICE),
            Map.entry("copy", FILE),
            Map.entry("template", FILE),
            Map.entry("lineinfile", Message.of("Write file: with lines, and match for regexp.")),
            Map.entry("blockinfile", Message.of("Write file: with block, and insert_after or insert_before.")),
            Map.entry("ini_file", Message.of("Write file: with settings, or lines with match and insert_after.")),
            Map.entry("shell", COMMAND),
            Map.entry("raw", COMMAND),
            Map.entry("get_url", Message.of("Write download:.")),
            Map.entry("slurp", READ),
            Map.entry("authorized_key", Message.of("Write authorized-key:.")),
            Map.entry("modprobe", Message.of("Write kernel-module:.")),
            Map.entry("firewalld", Message.of("Write firewall-port:.")),
            Map.entry("iptables", Message.of("Write firewall-port:.")),
            Map.entry("setup", Message.of("Facts are always there, under facts.")),
            Map.entry("gather_facts", Message.of("Facts are always there, under facts.")),
            Map.entry("with_items", LOOP),
            Map.entry("with_list", LOOP),
            Map.entry("creates", Message.of("It is an option of command.")),
            Map.entry("include", INCLUDE),
            Map.entry("apt", PACKAGE),
            Map.entry("pip", Message.of("Write command: {argv: [pip, install, …], unless: …}.")),
            Map.entry("async", DETACHED),
            Map.entry("poll", DETACHED),
            Map.entry("args", ARGS),
            Map.entry("local_action", Message.of("Write the module, and delegate_to: localhost.")),
            Map.entry("action", Message.of("Write the module's name as the key, with its options below.")),
            Map.entry(
                    "connection", Message.of("Write ansible_connection in the inventory, or delegate_to: localhost.")),
            Map.entry("sudo", Message.of("Write become: true.")),
            Map.entry("sudo_user", Message.of("Write become_user: with the name.")),
            Map.entry(
                    "with_dict",
                    Message.of(
                            "Write loop: with a mapping's keys: \"${x?keys}\"; each key is item, and x[item] its value.")),
            Map.entry("with_sequence", Message.of("Write loop: \"${1..3}\"; each number is item.")),
            Map.entry("with_fileglob", Message.of("Write loop: with the files' names.")),
            Map.entry("with_nested", NESTED),
            Map.entry("with_together", NESTED),
            Map.entry("with_subelements", NESTED),
            Map.entry(
                    "import_playbook",
                    Message.of("Write dockplay apply for each playbook, or put the plays into one file.")),
            Map.entry("remote_user", Message.of("Write ansible_user in the inventory.")));

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

    /** What to write instead of a key with this value; nothing when the name is not one of Ansible's. */
    public static Message hint(String key, Yaml value) {
        String name = key.replaceFirst("^ansible\\.(builtin|posix)\\.", "");
        Optional<Message> line = AnsibleTask.line(name, value)
                .filter(text -> !text.startsWith(key + ":")) // a module of ours, where none may stand
                .map(Message::quoted)
                .or(() -> keyword(name, value));
        return line.map(text -> Message.of("Write %s.", text)).orElse(ADVICE.getOrDefault(name, Message.NONE));
    }

    private static Optional<Message> keyword(String name, Yaml value) {
        boolean text = value instanceof Yaml.Scalar;
        return switch (name) {
            case "with_items", "with_list" ->
                Optional.of(Message.of("loop: %s; each element is item", AnsibleTask.written(value)));
            case "sudo_user" ->
                text ? Optional.of(Message.quoted("become_user: " + AnsibleTask.written(value))) : Optional.empty();
            case "async" ->
                text
                        ? Optional.of(Message.of(
                                "timeout: %s, and no poll; every change runs on by itself", AnsibleTask.written(value)))
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** What to write for a name of Ansible's whatever its value, with a colon before it; nothing when there is no advice. */
    public static Message advice(String name) {
        return ADVICE.containsKey(name) ? Message.of(": %s", ADVICE.get(name)) : Message.NONE;
    }

    /** What to write for an option that only Ansible has, among these of dockplay's. */
    static Optional<Message> option(String ansible, Yaml value, List<String> known) {
        return Optional.ofNullable(OPTIONS.get(ansible))
                .filter(known::contains)
                .map(own -> Message.of("Write %s: %s.", own, AnsibleTask.written(value)));
    }

    /** The line for a module of dockplay's whose options are written as Ansible's {@code name=value}. */
    public static Optional<Message> options(String module, Yaml written) {
        return AnsibleTask.options(written)
                .map(options -> Message.of("Write %s: %s.", module, AnsibleTask.flow(options)));
    }
}
