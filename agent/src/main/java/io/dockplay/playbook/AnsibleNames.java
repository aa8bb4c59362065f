package io.dockplay.playbook;

import java.util.Map;

/** What to write in dockplay for names that only Ansible has. */
public final class AnsibleNames {

    private static final String FILE = "Write file: with content, template, source, lines, target or state.";
    private static final String PACKAGE = "Write package:.";
    private static final String SERVICE = "Write service:.";
    private static final String COMMAND = "Write command: {shell: …} or {argv: […]}.";
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
            Map.entry("blockinfile", FILE),
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
            Map.entry("check_mode", "Modules that only look are never changed; for a command write read_only: true."),
            Map.entry("include", INCLUDE),
            Map.entry("remote_user", "Write ansible_user in the inventory."));

    private AnsibleNames() {}

    /** What to write instead, with a space before it; nothing when the name is not one of Ansible's. */
    public static String hint(String name) {
        String advice = ADVICE.get(name.replaceFirst("^ansible\\.(builtin|posix)\\.", ""));
        return advice == null ? "" : " " + advice;
    }
}
