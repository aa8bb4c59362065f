package io.dockplay.playbook;

import io.dockplay.yaml.Yaml;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The line of dockplay for a module of Ansible's with the options that somebody wrote.
 *
 * <p>{@code yum: name=gcc state=installed} becomes {@code package: {name: gcc, state: present}}.
 *
 * @param module dockplay's
 * @param names Ansible's option → dockplay's; an empty one is left out, the others keep their names
 */
public record AnsibleTask(String module, Map<String, String> names) {

    /** A longer value is not repeated. */
    private static final int LONGEST = 60;

    private static final String WRITTEN = "(\\w+)=(\"[^\"]*\"|'[^']*'|\\{\\{.*?}}\\S*|\\S*)";
    private static final Pattern OPTION = Pattern.compile(WRITTEN);
    private static final Pattern OPTIONS = Pattern.compile("\\s*" + WRITTEN + "(?:\\s+" + WRITTEN + ")*\\s*");

    /** What Ansible calls a state → what dockplay calls it. */
    private static final Map<String, String> STATES = Map.of("installed", "present", "removed", "absent");

    private static final AnsibleTask PACKAGE =
            new AnsibleTask("package", Map.of("pkg", "name", "update_cache", "", "disable_gpg_check", ""));
    private static final AnsibleTask SERVICE =
            new AnsibleTask("service", Map.of("daemon_reload", "", "unit", "name", "scope", "", "use", ""));
    private static final AnsibleTask SHELL =
            new AnsibleTask("command", Map.of("cmd", "shell", "executable", "", "warn", ""));

    private static final AnsibleTask COMPOSE = new AnsibleTask("docker-compose", Map.of("project_name", "name"));

    private static final Map<String, AnsibleTask> BY_NAME = Map.ofEntries(
            Map.entry("yum", PACKAGE),
            Map.entry("dnf", PACKAGE),
            Map.entry("apt", PACKAGE),
            Map.entry("package", PACKAGE),
            of("copy", "file", Map.of("src", "source", "dest", "path", "force", "", "backup", "")),
            of("template", "file", Map.of("src", "template", "dest", "path", "backup", "", "force", "")),
            of("file", "file", Map.of("src", "target", "dest", "path", "name", "path", "follow", "")),
            of(
                    "lineinfile",
                    "file",
                    Map.of(
                            "dest", "path",
                            "line", "lines",
                            "regexp", "match",
                            "insertafter", "insert_after",
                            "insertbefore", "insert_before",
                            "state", "",
                            "backup", "")),
            of(
                    "blockinfile",
                    "file",
                    Map.of(
                            "dest", "path",
                            "content", "block",
                            "insertafter", "insert_after",
                            "insertbefore", "insert_before",
                            "state", "",
                            "backup", "")),
            Map.entry("service", SERVICE),
            Map.entry("systemd", SERVICE),
            Map.entry("systemd_service", SERVICE),
            Map.entry("sysvinit", SERVICE),
            Map.entry("shell", SHELL),
            Map.entry("raw", SHELL),
            of("command", "command", Map.of("cmd", "argv", "warn", "")),
            of("script", "script", Map.of("cmd", "source")),
            of("get_url", "download", Map.of("dest", "path")),
            of("unarchive", "unarchive", Map.of("src", "source", "remote_src", "", "copy", "")),
            of(
                    "yum_repository",
                    "repo",
                    Map.of("name", "id", "description", "name", "file", "", "skip_if_unavailable", "")),
            of("user", "user", Map.of("createhome", "create_home")),
            of("group", "group", Map.of()),
            of("cron", "cron", Map.of("backup", "")),
            of("sysctl", "sysctl", Map.of("sysctl_file", "file", "sysctl_set", "", "ignoreerrors", "")),
            of("hostname", "hostname", Map.of("use", "")),
            of("timezone", "timezone", Map.of()),
            of("selinux", "selinux", Map.of("update_kernel_param", "")),
            of("modprobe", "kernel-module", Map.of()),
            of("authorized_key", "authorized-key", Map.of("manage_dir", "")),
            of("firewalld", "firewall-port", Map.of("permanent", "", "immediate", "")),
            of("docker_image", "docker-image", Map.of("source", "", "tag", "", "force_absent", "force")),
            of(
                    "docker_container",
                    "docker-container",
                    Map.of("published_ports", "ports", "network_mode", "network", "detach", "")),
            of("docker_network", "docker-network", Map.of("network_name", "name")),
            of("docker_volume", "docker-volume", Map.of("volume_name", "name", "driver_options", "driver_opts")),
            Map.entry("docker_compose", COMPOSE),
            Map.entry("docker_compose_v2", COMPOSE),
            of("docker_login", "docker-login", Map.of("registry_url", "registry", "config_path", "path", "email", "")),
            of("mount", "mount", Map.of("name", "path", "backup", "")),
            of("stat", "stat", Map.of("get_attributes", "", "get_mime", "", "get_md5", "")),
            of("fetch", "fetch", Map.of("src", "path", "validate_checksum", "")),
            of("wait_for", "wait-for", Map.of("connect_timeout", "", "active_connection_states", "")),
            of("assert", "assert", Map.of("fail_msg", "message", "msg", "message", "success_msg", "", "quiet", "")),
            of("fail", "fail", Map.of()),
            of("debug", "debug", Map.of("verbosity", "")));

    private static Map.Entry<String, AnsibleTask> of(String ansible, String module, Map<String, String> names) {
        return Map.entry(ansible, new AnsibleTask(module, names));
    }

    /** What stands in the place of a module of Ansible's, named without its collection. */
    public static Optional<AnsibleTask> named(String ansible) {
        return Optional.ofNullable(BY_NAME.get(ansible));
    }

    /** dockplay's word for a state of Ansible's. */
    public static String state(String ansible) {
        return STATES.getOrDefault(ansible, ansible);
    }

    /** The line for a key of Ansible's and its value; none where the value does not lend itself to one. */
    static Optional<String> line(String name, Yaml value) {
        AnsibleTask task = BY_NAME.get(name);
        if (task == null) {
            return Optional.empty();
        }
        if (task.equals(SHELL) && value instanceof Yaml.Scalar text) {
            return Optional.of("command: {shell: " + word(text.text()) + "}");
        }
        return options(value)
                .filter(options -> !options.isEmpty())
                .map(task::renamed)
                .map(options -> task.module + ": " + options);
    }

    /** The options of Ansible's {@code name=value} as they are; none of any other text. */
    public static Optional<Map<String, String>> pairs(String text) {
        if (!OPTIONS.matcher(text).matches()) {
            return Optional.empty();
        }
        Map<String, String> options = new LinkedHashMap<>();
        OPTION.matcher(text).results().forEach(option -> options.put(option.group(1), unquoted(option.group(2))));
        return Optional.of(options);
    }

    private static String unquoted(String value) {
        return value.replaceFirst("(?s)^([\"'])(.*)\\1$", "$2");
    }

    /** The options as YAML, of a mapping or of Ansible's {@code name=value}; none of anything else. */
    static Optional<Map<String, String>> options(Yaml value) {
        Map<String, String> options = new LinkedHashMap<>();
        if (value instanceof Yaml.Mapping mapping) {
            mapping.entries().forEach((option, entry) -> options.put(option, written(entry.value())));
            return Optional.of(options);
        }
        if (!(value instanceof Yaml.Scalar text)) {
            return Optional.empty();
        }
        return pairs(text.text()).map(pairs -> {
            pairs.replaceAll((option, written) -> word(written));
            return pairs;
        });
    }

    private String renamed(Map<String, String> options) {
        Map<String, String> own = new LinkedHashMap<>();
        options.forEach((option, value) -> {
            String name = names.getOrDefault(option, option);
            if (!name.isEmpty()) {
                own.put(name, option.equals("state") ? state(value) : value);
            }
        });
        own.computeIfPresent("lines", (lines, value) -> value.startsWith("[") ? value : "[" + value + "]");
        return flow(own);
    }

    /** A mapping on one line. */
    static String flow(Map<String, String> options) {
        return options.entrySet().stream()
                .map(option -> option.getKey() + ": " + option.getValue())
                .collect(Collectors.joining(", ", "{", "}"));
    }

    /** A value on one line, with {@code ${x}} for <code>{{ x }}</code>. */
    static String written(Yaml value) {
        if (value instanceof Yaml.Sequence list) {
            return list.items().stream().map(AnsibleTask::written).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof Yaml.Mapping mapping) {
            return mapping.entries().isEmpty() ? "{}" : "{…}";
        }
        return value instanceof Yaml.Scalar scalar ? word(scalar.text()) : "…";
    }

    private static String word(String text) {
        String own = text.replaceAll("\\{\\{\\s*([A-Za-z_][\\w.]*)\\s*}}", "\\${$1}");
        if (own.length() > LONGEST || own.contains("\n")) {
            return "…";
        }
        if (own.matches("[\\w./@+-][\\w./@+ -]*") && own.equals(own.strip())) {
            return own;
        }
        return own.contains("\"") || own.contains("\\") ? "'" + own.replace("'", "''") + "'" : "\"" + own + "\"";
    }
}
