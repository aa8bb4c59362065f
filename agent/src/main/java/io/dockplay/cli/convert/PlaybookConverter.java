package io.dockplay.cli.convert;

import io.dockplay.message.Message;
import io.dockplay.playbook.AnsibleNames;
import io.dockplay.playbook.parse.PlaybookReader;
import io.dockplay.playbook.parse.TaskReader;
import io.dockplay.yaml.Yaml;
import io.dockplay.yaml.YamlWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Translates a playbook of Ansible's, or a file of tasks or handlers, into dockplay's language.
 *
 * <p>What it cannot translate stands in the result as a comment, and is told with its line. Comments above plays and tasks stay.
 */
public final class PlaybookConverter {

    private static final Set<String> TASKS =
            Set.of("tasks", "pre_tasks", "post_tasks", "handlers", "block", "rescue", "always");

    private final List<String> source;
    private final List<Left> left = new ArrayList<>();

    private PlaybookConverter(String text) {
        this.source = text.lines().toList();
    }

    /**
     * A playbook in dockplay's language.
     *
     * @param text the YAML
     * @param left what could not be translated
     */
    public record Converted(String text, List<Left> left) {}

    /**
     * Something that was not translated.
     *
     * @param line where it stands, from 1
     * @param why what is in the way, and what to do where that is known
     */
    public record Left(int line, String why) {}

    /**
     * Translates a file.
     *
     * @param text the file's text
     * @param list the same as YAML, whose encrypted values are still so
     */
    public static Converted converted(String text, Yaml.Sequence list) {
        PlaybookConverter converter = new PlaybookConverter(text);
        List<String> lines = new ArrayList<>();
        if (text.startsWith("---")) {
            lines.add("---");
        }
        lines.addAll(converter.items(list, true));
        return new Converted(lines.stream().map(line -> line + "\n").collect(Collectors.joining()), converter.left);
    }

    /** The items of a list, each with the comments above it. */
    private List<String> items(Yaml.Sequence list, boolean mayBePlays) {
        List<String> lines = new ArrayList<>();
        for (Yaml item : list.items()) {
            int line = item.position().line();
            int first = line;
            while (first > 1 && source.get(first - 2).strip().startsWith("#")) {
                first--;
            }
            if (!lines.isEmpty() && first > 1 && source.get(first - 2).isBlank()) {
                lines.add("");
            }
            if (startsItem(line)) {
                source.subList(first - 1, line - 1).forEach(comment -> lines.add(comment.strip()));
            }
            lines.addAll(item(item, mayBePlays));
        }
        return lines;
    }

    /** Whether an item of a list begins in this line, and not within a list on one line. */
    private boolean startsItem(int line) {
        return source.get(line - 1).strip().startsWith("-");
    }

    private List<String> item(Yaml item, boolean mayBePlays) {
        int line = item.position().line();
        try {
            if (!(item instanceof Yaml.Mapping mapping)) {
                throw new Untranslatable("it is " + item.kind() + ", not a task");
            }
            if (mayBePlays && (mapping.get("hosts").isPresent() || imports(mapping))) {
                return imports(mapping) ? imported(mapping) : play(mapping);
            }
            return mapping.get("block").isPresent() ? block(mapping) : task(mapping);
        } catch (Untranslatable wrong) {
            left.add(new Left(line, wrong.why()));
            return commented(line, wrong.why());
        }
    }

    private static boolean imports(Yaml.Mapping item) {
        return item.entries().keySet().stream().anyMatch(key -> key.endsWith("import_playbook"));
    }

    private static List<String> imported(Yaml.Mapping item) {
        Map<String, @Nullable Object> own = new LinkedHashMap<>();
        item.entries()
                .forEach((key, entry) -> own.put(
                        key.endsWith("import_playbook") ? "import_playbook" : key,
                        entry.value().plain()));
        return dashed(written(own));
    }

    private List<String> commented(int line, String why) {
        List<String> lines = new ArrayList<>(List.of("# not converted: " + why));
        if (!startsItem(line)) {
            return lines;
        }
        int indent = indent(source.get(line - 1));
        int end = line;
        while (end < source.size() && (source.get(end).isBlank() || indent(source.get(end)) > indent)) {
            end++;
        }
        source.subList(line - 1, end).stream()
                .filter(text -> !text.isBlank())
                .forEach(text -> lines.add("# " + text.substring(indent)));
        return lines;
    }

    private static int indent(String line) {
        return line.length() - line.stripLeading().length();
    }

    private List<String> task(Yaml.Mapping task) throws Untranslatable {
        Map<String, @Nullable Object> own = TaskConverter.task(task);
        if (own.get("file") instanceof Map<?, ?> file && file.get("template") != null) {
            left.add(new Left(
                    task.position().line(),
                    "the template " + file.get("template")
                            + " is written in Jinja2: write its expressions as docs/coming-from-ansible.md shows"));
        }
        return dashed(written(own));
    }

    private List<String> block(Yaml.Mapping block) throws Untranslatable {
        List<String> lines = new ArrayList<>();
        for (Map.Entry<String, Yaml.Entry> each : block.entries().entrySet()) {
            String key = each.getKey();
            if (TASKS.contains(key)) {
                lines.addAll(tasks(key, each.getValue().value()));
            } else if (TaskReader.BLOCK_KEYS.contains(key)) {
                lines.addAll(keyword(key, each.getValue().value()));
            } else {
                throw new Untranslatable("a block has no key " + key);
            }
        }
        return dashed(lines);
    }

    private static List<String> keyword(String key, Yaml value) throws Untranslatable {
        Map<String, @Nullable Object> own = new LinkedHashMap<>();
        own.put(key, TaskConverter.keyword(key, value).orElse(null));
        return written(own);
    }

    private List<String> tasks(String key, Yaml value) {
        List<String> lines = new ArrayList<>(List.of(key + ":"));
        if (value instanceof Yaml.Sequence list) {
            items(list, false).forEach(line -> lines.add(line.isEmpty() ? "" : "  " + line));
        }
        return lines;
    }

    private List<String> play(Yaml.Mapping play) {
        List<String> lines = new ArrayList<>();
        for (Map.Entry<String, Yaml.Entry> each : play.entries().entrySet()) {
            String key = each.getKey();
            Yaml value = each.getValue().value();
            try {
                if (TASKS.contains(key)) {
                    lines.addAll(tasks(key, value));
                } else if (key.equals("vars") && value instanceof Yaml.Mapping vars) {
                    lines.addAll(vars(vars));
                } else if (key.equals("roles") && value instanceof Yaml.Sequence roles) {
                    lines.addAll(roles(roles));
                } else if (PlaybookReader.PLAY_KEYS.contains(key)) {
                    lines.addAll(keyword(key, value));
                } else if (!key.equals("collections")) {
                    Message hint = AnsibleNames.hint(key, value);
                    throw new Untranslatable("a play has no key " + key + (hint.isNone() ? "" : ". " + hint));
                }
            } catch (Untranslatable wrong) {
                left.add(new Left(each.getValue().position().line(), wrong.why()));
                lines.add("# not converted: " + key + ": " + wrong.why());
            }
            if (key.equals("hosts") && play.get("become").isEmpty()) {
                lines.add("become: false # as in Ansible; without it tasks run as root");
            }
        }
        return dashed(lines);
    }

    private List<String> vars(Yaml.Mapping vars) {
        List<String> lines = new ArrayList<>(List.of("vars:"));
        vars.entries().forEach((name, entry) -> {
            try {
                Map<String, @Nullable Object> own = new LinkedHashMap<>();
                own.put(name, JinjaText.value(entry.value()));
                written(own).forEach(line -> lines.add("  " + line));
            } catch (Untranslatable wrong) {
                left.add(new Left(entry.position().line(), wrong.why()));
                lines.add("  # not converted: " + name + ": " + wrong.why());
            }
        });
        return lines;
    }

    private static List<String> roles(Yaml.Sequence roles) throws Untranslatable {
        List<@Nullable Object> own = new ArrayList<>();
        for (Yaml role : roles.items()) {
            if (role instanceof Yaml.Mapping mapping) {
                Map<String, @Nullable Object> keys = new LinkedHashMap<>();
                for (Map.Entry<String, Yaml.Entry> each : mapping.entries().entrySet()) {
                    keys.put(
                            each.getKey(),
                            TaskConverter.keyword(each.getKey(), each.getValue().value())
                                    .orElse(null));
                }
                own.add(keys);
            } else {
                own.add(role.plain());
            }
        }
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        all.put("roles", own);
        return written(all);
    }

    private static List<String> written(Map<String, @Nullable Object> own) {
        return YamlWriter.write(own).lines().toList();
    }

    private static List<String> dashed(List<String> lines) {
        List<String> all = new ArrayList<>();
        for (String line : lines) {
            all.add(line.isEmpty() ? "" : (all.isEmpty() ? "- " : "  ") + line);
        }
        return all;
    }
}
