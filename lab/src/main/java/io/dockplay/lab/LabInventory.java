package io.dockplay.lab;

/** Writes the inventory of a lab: a group for each kind of hosts, the login, and the variables of the playbooks. */
final class LabInventory {
    private LabInventory() {}

    static String of(Lab lab) {
        StringBuilder text = new StringBuilder();
        text.append("# A throw-away fleet of dockplay's lab.\n");
        text.append("all:\n  vars:\n");
        line(text, 4, "ansible_host", "127.0.0.1");
        line(text, 4, "ansible_user", "ops");
        line(text, 4, "ansible_ssh_private_key_file", lab.keyFile().toString());
        line(text, 4, "ssh_known_hosts", lab.knownHostsFile().toString());
        line(text, 4, "docker_repo_url", lab.repositoryUrl() + "/docker-ce.repo");
        text.append("    docker_mirrors: [\"").append(lab.mirrorUrl()).append("\"]\n");
        text.append("  children:\n");
        group(text, lab, Release.CENTOS_7, "centos7");
        group(text, lab, Release.CENTOS_6, "centos6");
        group(text, lab, Release.CENTOS_7_LIGHT, "light");
        return text.toString();
    }

    private static void group(StringBuilder text, Lab lab, Release release, String name) {
        if (lab.hosts(release).isEmpty()) {
            return;
        }
        text.append("    ").append(name).append(":\n");
        if (release.isLegacy()) {
            text.append("      vars:\n        ssh_legacy: true\n");
            text.append("        docker_mirror_check: false # the lab's mirror has no https, which Docker 1.7 wants\n");
            release.sudoPassword().ifPresent(password -> line(text, 8, "become_password", password));
        }
        text.append("      hosts:\n");
        for (LabHost host : lab.hosts(release)) {
            text.append("        ")
                    .append(host.name())
                    .append(": {ansible_port: ")
                    .append(host.port())
                    .append("}\n");
        }
    }

    private static void line(StringBuilder text, int indentation, String key, String value) {
        text.append(" ".repeat(indentation)).append(key).append(": \"");
        text.append(value.replace("\\", "\\\\").replace("\"", "\\\"")).append("\"\n");
    }
}
