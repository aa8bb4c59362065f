package io.dockplay.cli.convert;

import io.dockplay.modules.Modules;
import io.dockplay.playbook.AnsibleNames;
import io.dockplay.playbook.AnsibleTask;
import io.dockplay.playbook.Binder;
import io.dockplay.yaml.Yaml;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Translates a module of Ansible's with its options, by the names of {@link AnsibleTask} and what each module needs beyond names.
 *
 * @param ansible the module without its collection
 * @param task what stands in its place
 */
record ModuleConverter(String ansible, AnsibleTask task) {

    /** These take a text that is no list of options. */
    private static final List<String> FREE_FORM = List.of("command", "shell", "raw", "script");

    private static final Pattern OF_COMMAND =
            Pattern.compile("(?:^|\\s)(creates|removes|chdir|executable|warn|stdin)=(\"[^\"]*\"|'[^']*'|\\S+)");
    private static final Pattern WORD = Pattern.compile("(?:\\{\\{.*?\\}\\}|\"[^\"]*\"|'[^']*'|\\S)+");

    /** The translation of a module's name; none when there is none. */
    static Optional<ModuleConverter> named(String ansible) {
        return AnsibleTask.named(ansible).map(task -> new ModuleConverter(ansible, task));
    }

    /** The options in dockplay's names and language. */
    Map<String, @Nullable Object> options(Yaml written, Optional<Yaml.Mapping> args) throws Untranslatable {
        Map<String, Yaml> given = given(written);
        args.ifPresent(more -> more.entries().forEach((option, entry) -> given.put(option, entry.value())));
        prepare(given);
        Map<String, @Nullable Object> own = new LinkedHashMap<>();
        for (Map.Entry<String, Yaml> each : given.entrySet()) {
            String name = task.names().getOrDefault(each.getKey(), each.getKey());
            if (!name.isEmpty()) {
                boolean isCondition = name.equals("that") || name.equals("var");
                own.put(name, isCondition ? JinjaText.condition(each.getValue()) : JinjaText.value(each.getValue()));
            }
        }
        finish(own, given);
        check(own);
        return own;
    }

    private Map<String, Yaml> given(Yaml written) throws Untranslatable {
        Map<String, Yaml> given = new LinkedHashMap<>();
        if (written instanceof Yaml.Mapping mapping) {
            mapping.entries().forEach((option, entry) -> given.put(option, entry.value()));
            return given;
        }
        if (!(written instanceof Yaml.Scalar scalar)) {
            throw new Untranslatable(ansible + " is " + written.kind());
        }
        if (FREE_FORM.contains(ansible)) {
            Matcher option = OF_COMMAND.matcher(scalar.text());
            while (option.find()) {
                given.put(option.group(1), text(written, unquoted(option.group(2))));
            }
            given.put("cmd", text(written, option.replaceAll("").strip()));
            return given;
        }
        Map<String, String> pairs = AnsibleTask.pairs(scalar.text())
                .orElseThrow(() -> new Untranslatable(ansible + ": \"" + scalar.text() + "\" are no options"));
        pairs.forEach((option, value) -> given.put(option, text(written, value)));
        return given;
    }

    private static Yaml text(Yaml where, String text) {
        return Yaml.of(where.position(), text);
    }

    private static String unquoted(String word) {
        return word.replaceFirst("(?s)^([\"'])(.*)\\1$", "$2");
    }

    private static boolean says(Map<String, Yaml> given, String option, String... values) {
        return given.containsKey(option) && Arrays.asList(values).contains(word(given.get(option)));
    }

    private static String word(@Nullable Yaml value) {
        return value instanceof Yaml.Scalar scalar ? scalar.text() : "";
    }

    /** Refuses what names alone would make something else of, and gives options the shape that dockplay's have. */
    private void prepare(Map<String, Yaml> given) throws Untranslatable {
        refuse(
                given,
                "copy",
                "remote_src",
                "it copies on the host: write command: {argv: [cp, …], creates: …}",
                "yes",
                "true");
        refuse(given, "file", "state", "write command: {argv: […], creates: …}", "touch", "hard");
        refuse(given, "blockinfile", "state", "write block: \"\", with its marker", "absent");
        for (String module : List.of("copy", "template", "get_url")) {
            refuse(given, module, "force", "write when: with a look whether the file is there", "no", "false");
        }
        refuse(
                given,
                "mount",
                "state",
                "write mounted, present, unmounted or absent; options that differ are mounted anew",
                "remounted",
                "ephemeral",
                "absent_from_fstab");
        for (String module : List.of("docker_compose", "docker_compose_v2")) {
            refuse(given, module, "state", "a project is present or absent", "stopped", "restarted");
        }
        refuse(given, "docker_image", "source", "an image can only be pulled", "build", "load");
        if (ansible.equals("copy") && word(given.get("src")).endsWith("/")) {
            throw new Untranslatable("copy of a folder: write file: with source for each file, in a loop");
        }
        if (task.module().equals("service") && !given.containsKey("name") && !given.containsKey("unit")) {
            throw new Untranslatable("leave it out: systemd is reloaded when a task needs it");
        }
        if (ansible.equals("lineinfile") && says(given, "state", "absent") && !given.containsKey("line")) {
            throw new Untranslatable("lines are taken out by lines_absent: with the whole lines");
        }
        if (ansible.equals("unarchive") && says(given, "remote_src", "yes", "true")) {
            Yaml archive = given.remove("src");
            if (archive != null) {
                given.put("on_host", archive);
            }
        }
        if (ansible.equals("docker_image") && given.containsKey("tag")) {
            given.computeIfPresent("name", (name, value) -> text(value, word(value) + ":" + word(given.get("tag"))));
        }
        if (ansible.equals("docker_network")) {
            addresses(given);
        }
        if (task.module().equals("docker-compose") && given.containsKey("project_src")) {
            Yaml source = given.get("project_src");
            given.putIfAbsent("project_name", text(source, projectOf(word(source))));
        }
        Yaml port = given.get("port");
        if (ansible.equals("firewalld") && port != null && word(port).contains("/")) {
            String[] parts = word(port).split("/", 2);
            given.put("port", text(port, parts[0]));
            given.put("protocol", text(port, parts[1]));
        }
    }

    /** The addresses of a network stand in a list of one in Ansible. */
    private static void addresses(Map<String, Yaml> given) throws Untranslatable {
        Yaml ranges = given.remove("ipam_config");
        if (ranges == null) {
            return;
        }
        if (!(ranges instanceof Yaml.Sequence list)
                || list.items().size() != 1
                || !(list.items().get(0) instanceof Yaml.Mapping range)) {
            throw new Untranslatable("docker_network has more than one range of addresses: docker-network has one");
        }
        range.entries().forEach((option, entry) -> given.put(option, entry.value()));
    }

    /** Compose's own name for a project that has none: that of its directory, in the signs that a name may have. */
    private static String projectOf(String directory) throws Untranslatable {
        if (directory.contains("{{")) {
            throw new Untranslatable("a project needs a name: write name:, which Compose makes of " + directory);
        }
        return directory
                .replaceFirst("/+$", "")
                .replaceFirst(".*/", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9_-]", "");
    }

    private void refuse(Map<String, Yaml> given, String of, String option, String why, String... values)
            throws Untranslatable {
        if (ansible.equals(of) && says(given, option, values)) {
            throw new Untranslatable(of + " with " + option + ": " + word(given.get(option)) + ": " + why);
        }
    }

    private void finish(Map<String, @Nullable Object> own, Map<String, Yaml> given) throws Untranslatable {
        if (own.get("state") instanceof String state) {
            own.put(
                    "state",
                    ansible.equals("firewalld")
                            ? state.equals("enabled") ? "present" : "absent"
                            : AnsibleTask.state(state));
        }
        if (says(given, "disable_gpg_check", "yes", "true")) {
            own.put("gpgcheck", false);
        }
        if (own.containsKey("mode")) {
            own.put("mode", mode(String.valueOf(own.get("mode"))));
        }
        switch (ansible) {
            case "lineinfile" -> {
                boolean absent = says(given, "state", "absent");
                own.computeIfPresent("lines", (name, line) -> List.of(line));
                if (absent) {
                    own.put("lines_absent", own.remove("lines"));
                }
            }
            case "yum", "dnf", "apt", "package" -> own.computeIfPresent("name", ModuleConverter::split);
            case "user" -> own.computeIfPresent("groups", ModuleConverter::split);
            case "command", "docker_container" -> {
                String name = ansible.equals("command") ? "argv" : "command";
                if (own.get(name) instanceof String line) {
                    own.put(name, words(line));
                }
            }
            case "docker_compose", "docker_compose_v2" -> {
                if ("absent".equals(own.get("state"))) {
                    own.keySet().retainAll(Set.of("name", "state"));
                }
            }
            case "script" -> {
                List<String> words = words(String.valueOf(own.getOrDefault("source", "")));
                own.put("source", words.isEmpty() ? "" : words.get(0));
                if (words.size() > 1) {
                    own.put("args", words.subList(1, words.size()));
                }
            }
            default -> {}
        }
    }

    private static @Nullable Object split(String name, @Nullable Object value) {
        return value instanceof String text && text.contains(",") && !text.contains("${")
                ? Arrays.stream(text.split(",")).map(String::strip).toList()
                : value;
    }

    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        Matcher word = Pattern.compile(WORD.pattern().replace("\\{\\{.*?\\}\\}", "\\$\\{[^}]*\\}"))
                .matcher(line);
        while (word.find()) {
            words.add(word.group().replaceAll("\"([^\"]*)\"|'([^']*)'", "$1$2"));
        }
        return words;
    }

    private static String mode(String mode) throws Untranslatable {
        if (mode.contains("${") || mode.matches("[0-7]{4}|[ugoa]*[-+=].*")) {
            return mode;
        }
        if (mode.matches("[0-7]{3}")) {
            return "0" + mode;
        }
        throw new Untranslatable(
                "mode: " + mode + " is written in four octal digits, such as \"0644\", or as u=rw,g-w");
    }

    /** Refuses options that dockplay's module does not have; texts that are to be a number, a yes or a no become one. */
    private void check(Map<String, @Nullable Object> own) throws Untranslatable {
        Class<?> type = Modules.named(task.module());
        List<String> known = Binder.options(type);
        for (String option : List.copyOf(own.keySet())) {
            int index = known.indexOf(option);
            if (index < 0) {
                throw new Untranslatable(ansible + " has the option " + option + ", for which " + task.module()
                        + " has none" + AnsibleNames.advice(option));
            }
            String kind = type.getRecordComponents()[index].getGenericType().getTypeName();
            if (own.get(option) instanceof String text) {
                if (kind.matches("boolean|.*\\bBoolean\\b.*") && text.matches("(?i)yes|no|on|off|true|false")) {
                    own.put(option, text.matches("(?i)yes|on|true"));
                } else if (kind.matches("int|.*\\bInteger\\b.*") && text.matches("[0-9]{1,9}")) {
                    own.put(option, Integer.valueOf(text));
                }
            }
        }
    }
}
