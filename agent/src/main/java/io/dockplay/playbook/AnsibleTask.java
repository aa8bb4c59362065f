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
record AnsibleTask(String module, Map<String, String> names) {

    /** A longer value is not repeated. */
    private static final int LONGEST = 60;

    private static final String WRITTEN = "(\\w+)=(\"[^\"]*\"|'[^']*'|\\{\\{.*?}}\\S*|\\S*)";
    private static final Pattern OPTION = Pattern.compile(WRITTEN);
    private static final Pattern OPTIONS = Pattern.compile("\\s*" + WRITTEN + "(?:\\s+" + WRITTEN + ")*\\s*");

    private static final Map<String, String> STATES = Map.of("installed", "present", "removed", "absent");

    private static final AnsibleTask PACKAGE = new AnsibleTask(
            "package", Map.of("pkg", "name", "update_cache", "", "enablerepo", "", "disable_gpg_check", ""));
    private static final AnsibleTask SERVICE =
            new AnsibleTask("service", Map.of("daemon_reload", "", "unit", "name", "scope", ""));
    private static final AnsibleTask SHELL =
            new AnsibleTask("command", Map.of("cmd", "shell", "executable", "", "warn", ""));

    private static final Map<String, AnsibleTask> BY_NAME = Map.ofEntries(
            Map.entry("yum", PACKAGE),
            Map.entry("dnf", PACKAGE),
            Map.entry("apt", PACKAGE),
            Map.entry(
                    "copy",
                    new AnsibleTask("file", Map.of("src", "source", "dest", "path", "force", "", "backup", ""))),
            Map.entry("template", new AnsibleTask("file", Map.of("src", "template", "dest", "path", "backup", ""))),
            Map.entry(
                    "lineinfile",
                    new AnsibleTask(
                            "file",
                            Map.of(
                                    "dest", "path",
                                    "line", "lines",
                                    "regexp", "match",
                                    "insertafter", "insert_after",
                                    "insertbefore", "insert_before",
                                    "state", "",
                                    "create", "",
                                    "backup", ""))),
            Map.entry("systemd", SERVICE),
            Map.entry("systemd_service", SERVICE),
            Map.entry("sysvinit", SERVICE),
            Map.entry("shell", SHELL),
            Map.entry("raw", SHELL),
            Map.entry("get_url", new AnsibleTask("download", Map.of("dest", "path", "force", ""))));

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

    /** The options as YAML, of a mapping or of Ansible's {@code name=value}; none of anything else. */
    static Optional<Map<String, String>> options(Yaml value) {
        Map<String, String> options = new LinkedHashMap<>();
        if (value instanceof Yaml.Mapping mapping) {
            mapping.entries().forEach((option, entry) -> options.put(option, written(entry.value())));
            return Optional.of(options);
        }
        if (!(value instanceof Yaml.Scalar text)
                || !OPTIONS.matcher(text.text()).matches()) {
            return Optional.empty();
        }
        OPTION.matcher(text.text())
                .results()
                .forEach(option ->
                        options.put(option.group(1), word(option.group(2).replaceFirst("(?s)^([\"'])(.*)\\1$", "$2"))));
        return Optional.of(options);
    }

    private String renamed(Map<String, String> options) {
        Map<String, String> own = new LinkedHashMap<>();
        options.forEach((option, value) -> {
            String name = names.getOrDefault(option, option);
            if (!name.isEmpty()) {
                own.put(name, option.equals("state") ? STATES.getOrDefault(value, value) : value);
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
