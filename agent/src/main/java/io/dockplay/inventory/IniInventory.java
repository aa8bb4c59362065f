package io.dockplay.inventory;

import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Position;
import io.dockplay.yaml.Yaml;
import io.dockplay.yaml.YamlReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the INI form: {@code [group]}, {@code [group:children]}, {@code [group:vars]}, and hosts with inline variables. */
final class IniInventory {

    private static final Pattern SECTION = Pattern.compile("\\[([^\\]:]+)(?::([a-z]+))?\\]\\s*(?:#.*)?");
    private static final Pattern WORD = Pattern.compile("(?:[^\\s\"']|\"[^\"]*\"|'[^']*')+");

    private final Draft draft;
    private final String file;

    IniInventory(Draft draft, String file) {
        this.draft = draft;
        this.file = file;
    }

    void read(String text) {
        Group group = draft.group("ungrouped");
        String kind = "hosts";
        int number = 0;
        for (String raw : text.lines().toList()) {
            number++;
            Position where =
                    new Position(file, number, raw.length() - raw.stripLeading().length() + 1);
            String line = raw.strip();
            if (line.isEmpty() || line.startsWith("#") || line.startsWith(";")) {
                continue;
            }
            if (line.startsWith("[")) {
                Matcher section = SECTION.matcher(line);
                if (section.matches()) {
                    group = draft.group(section.group(1).strip());
                    kind = section.group(2) == null ? "hosts" : section.group(2);
                    if (!List.of("hosts", "children", "vars").contains(kind)) {
                        draft.problem(
                                where,
                                "a section cannot be \":" + kind + "\"",
                                "Write [name], [name:children] or [name:vars].");
                        kind = "hosts";
                    }
                    continue;
                }
                draft.problem(where, "the section \"" + line + "\" has no end", "Write [name].");
                continue;
            }
            switch (kind) {
                case "children" -> {
                    String child = withoutComment(line);
                    draft.group(child);
                    group.children.put(child, where);
                }
                case "vars" -> variable(withoutTrailingComment(line), where).ifPresent(groupVariable(group));
                default -> host(group, line, where);
            }
        }
    }

    private record Assignment(String name, Yaml value) {}

    private static java.util.function.Consumer<Assignment> groupVariable(Group group) {
        return assignment -> group.variables.put(assignment.name(), assignment.value());
    }

    private void host(Group group, String line, Position where) {
        List<String> words = words(line);
        if (words.isEmpty()) {
            return;
        }
        String written = words.get(0);
        Optional<String> port = Optional.empty();
        Matcher withPort =
                Pattern.compile("([^:]+(?:\\[[^\\]]*\\][^:]*)*):([0-9]{1,9})").matcher(written);
        if (withPort.matches() && !withPort.group(1).endsWith("[")) {
            written = withPort.group(1);
            port = Optional.of(withPort.group(2));
        }
        try {
            for (String name : HostRange.expand(written)) {
                draft.host(group, name, where);
                port.ifPresent(number -> draft.variable(name, "ansible_port", Yaml.of(where, Long.valueOf(number))));
                for (String word : words.subList(1, words.size())) {
                    variable(word, where)
                            .ifPresent(assignment -> draft.variable(name, assignment.name(), assignment.value()));
                }
            }
        } catch (IllegalArgumentException e) {
            draft.problem(where, String.valueOf(e.getMessage()), "Write web[01:20] or db-[a:c].");
        }
    }

    private Optional<Assignment> variable(String text, Position where) {
        int equals = text.indexOf('=');
        if (equals <= 0) {
            draft.problem(where, "\"" + text + "\" is not name=value", "Is there a blank or a quote too many?");
            return Optional.empty();
        }
        String name = text.substring(0, equals).strip();
        return Optional.of(new Assignment(name, value(text.substring(equals + 1).strip(), where)));
    }

    /** Numbers, booleans, quoted texts, and lists or mappings in brackets are read as YAML; anything else is text. */
    private Yaml value(String written, Position where) {
        boolean typed = written.matches("-?[0-9]+(\\.[0-9]+)?|[Tt]rue|[Ff]alse|\".*\"|'.*'|\\[.*\\]|\\{.*\\}");
        if (typed) {
            try {
                Optional<Yaml> value = YamlReader.read(file, written);
                if (value.isPresent()) {
                    return Yaml.at(where, value.get());
                }
            } catch (InvalidInput e) {
                // Then it is the text that it looks like.
            }
        }
        return Yaml.of(where, written);
    }

    private List<String> words(String line) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(line);
        while (matcher.find()) {
            if (matcher.group().startsWith("#")) {
                break;
            }
            words.add(matcher.group());
        }
        return words;
    }

    /** A comment after a quoted or bracketed value may hold quotes itself; one after a plain value begins at the first #. */
    private static String withoutTrailingComment(String line) {
        return line.matches("[^=]*=\\s*[\"'\\[{].*")
                ? line.replaceFirst("(?<=[\"'\\]}])\\s+#[^\"'\\]}]*$", "")
                : withoutComment(line);
    }

    private static String withoutComment(String line) {
        return line.replaceFirst("\\s+#.*$", "");
    }
}
