package io.dockplay.inventory;

import io.dockplay.message.Message;
import io.dockplay.problem.Position;
import io.dockplay.yaml.Characters;
import io.dockplay.yaml.Yaml;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the INI form: {@code [group]}, {@code [group:children]}, {@code [group:vars]}, and hosts with inline variables.
 */
final class IniInventory {

    private static final Pattern SECTION =
            Pattern.compile("\\[([^:\\]\\s]+)(?::(\\w+))?\\]\\s*(?:#.*)?", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern CHILD = Pattern.compile("([^:\\]\\s]+)\\s*(?:#.*)?", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern LINE_END = Pattern.compile("\r\n|[\n\r\u000B\f\u001C-\u001E\u0085\u2028\u2029]");
    private static final Pattern BLANKS_AROUND =
            Pattern.compile("^[\\s\u001C-\u001F]+|[\\s\u001C-\u001F]+$", Pattern.UNICODE_CHARACTER_CLASS);

    /** A group that is named before its section is read. */
    private static final class Pending {
        final Position where;
        final List<Group> parents = new ArrayList<>();

        Pending(Position where) {
            this.where = where;
        }
    }

    private final Draft draft;
    private final String file;
    private final Map<String, Pending> pending = new LinkedHashMap<>();

    IniInventory(Draft draft, String file) {
        this.draft = draft;
        this.file = file;
    }

    void read(String text) {
        String group = "ungrouped";
        String kind = "hosts";
        int number = 0;
        for (String raw : lines(text)) {
            number++;
            String line = strip(raw);
            Position where = new Position(file, number, Math.max(0, raw.indexOf(line)) + 1);
            Optional<Message> flaw = Characters.flaw(line);
            if (flaw.isPresent()) {
                draft.problem(where, Message.of("this line holds %s", flaw.get()), Message.of("Is it the right file?"));
                continue;
            }
            if (line.isEmpty() || line.startsWith("#") || line.startsWith(";")) {
                continue;
            }
            if (!line.startsWith("[")) {
                entry(draft.group(group), kind, line, where);
                continue;
            }
            Matcher section = SECTION.matcher(line);
            if (section.matches()) {
                group = section.group(1);
                kind = Optional.ofNullable(section.group(2)).orElse("hosts");
                if (List.of("hosts", "children", "vars").contains(kind)) {
                    declare(group, kind, where);
                } else {
                    draft.problem(
                            where,
                            Message.of("a section cannot be \":%s\"", kind),
                            Message.of("Write [name], [name:children] or [name:vars]."));
                    draft.group(group);
                    kind = "hosts";
                }
            } else if (line.endsWith("]") || line.indexOf(']') < 0) {
                draft.problem(
                        where,
                        line.endsWith("]")
                                ? Message.of("\"%s\" is no section", line)
                                : Message.of("the section \"%s\" has no end", line),
                        Message.of("Write [name], without blanks."));
            } else {
                entry(draft.group(group), kind, line, where);
            }
        }
        pending.forEach((name, each) -> draft.problem(
                each.where,
                each.parents.isEmpty()
                        ? Message.of("[%s:vars] is for a group that is not defined", name)
                        : Message.of(
                                "[%s:children] names a group that is not defined: %s", each.parents.get(0).name, name),
                Message.of("Write [%s], with its hosts below it, or mend the name.", name)
                        .and(io.dockplay.problem.DidYouMean.hint(name, known()))));
    }

    /** The lines, ended as Python takes them to end; for the one end that most files have, no pattern is needed. */
    private static String[] lines(String text) {
        boolean isUsual = text.chars().noneMatch(character -> character != '\n' && isLineEnd(character));
        return isUsual ? text.split("\n", -1) : LINE_END.split(text, -1);
    }

    private static boolean isLineEnd(int character) {
        boolean isOld = (character >= '\n' && character <= '\r') || (character >= 0x1C && character <= 0x1E);
        return isOld || character == 0x85 || character == 0x2028 || character == 0x2029;
    }

    private List<String> known() {
        return draft.groups.keySet().stream()
                .filter(name -> !pending.containsKey(name))
                .toList();
    }

    /** Sorts a group's children by the order in which their sections are read, as in Ansible. */
    private void declare(String name, String kind, Position where) {
        boolean isVars = kind.equals("vars");
        if (!draft.groups.containsKey(name) && isVars) {
            pending.computeIfAbsent(name, any -> new Pending(where));
        }
        draft.group(name);
        if (!isVars && pending.containsKey(name)) {
            adopt(name);
        }
    }

    private void adopt(String name) {
        Pending known = pending.remove(name);
        if (known != null) {
            for (Group parent : known.parents) {
                draft.child(parent, name, known.where);
                if (!pending.getOrDefault(parent.name, new Pending(known.where))
                        .parents
                        .isEmpty()) {
                    adopt(parent.name);
                }
            }
        }
    }

    private void entry(Group group, String kind, String line, Position where) {
        switch (kind) {
            case "children" -> child(group, line, where);
            case "vars" ->
                variable(line, where).ifPresent(each -> draft.variable(group.name, strip(each.name()), each.value()));
            default -> host(group, line, where);
        }
    }

    private void child(Group group, String line, Position where) {
        Matcher child = CHILD.matcher(line);
        if (!child.matches()) {
            draft.problem(
                    where,
                    Message.of("\"%s\" is no name of a group", line),
                    Message.of("Write one name a line, without blanks."));
        } else if (draft.groups.containsKey(child.group(1))) {
            draft.child(group, child.group(1), where);
        } else {
            pending.computeIfAbsent(child.group(1), any -> new Pending(where))
                    .parents
                    .add(group);
        }
    }

    private void host(Group group, String line, Position where) {
        List<String> words;
        try {
            words = ShellWords.of(line);
        } catch (IllegalArgumentException e) {
            draft.problem(
                    where,
                    Message.quoted(String.valueOf(e.getMessage())),
                    Message.of("Put a text with quotes in it into the other quotes."));
            return;
        }
        HostAddress address = HostAddress.of(words.get(0));
        if (address.name().isEmpty()
                || address.name().equals("---")
                || address.name().endsWith(":")) {
            draft.problem(
                    where,
                    Message.of("\"%s\" is no name of a host", address.name()),
                    Message.of("If this is meant as YAML, let the file's name end in .yml."));
            return;
        }
        List<String> names = draft.expand(address, where);
        names.forEach(name -> draft.host(group, name, address.port(), where));
        for (String word : words.subList(1, words.size())) {
            variable(word, where)
                    .ifPresent(each -> names.forEach(name -> draft.variable(name, each.name(), each.value())));
        }
    }

    private record Assignment(String name, Yaml value) {}

    private Optional<Assignment> variable(String text, Position where) {
        int equals = text.indexOf('=');
        if (equals <= 0) {
            draft.problem(
                    where,
                    Message.of("\"%s\" is not name=value", text),
                    Message.of("Is there a blank or a quote too many?"));
            return Optional.empty();
        }
        Yaml value = Yaml.of(where, PythonLiteral.read(strip(text.substring(equals + 1))));
        Characters.flaw(value)
                .ifPresent(flaw -> draft.problem(
                        where,
                        Message.of("%s holds %s", text.substring(0, equals), flaw),
                        Message.of("Nothing on a host can be given such a value.")));
        return Optional.of(new Assignment(text.substring(0, equals), value));
    }

    private static String strip(String text) {
        boolean bare = !text.isEmpty() && isInk(text.charAt(0)) && isInk(text.charAt(text.length() - 1));
        return bare ? text : BLANKS_AROUND.matcher(text).replaceAll("");
    }

    /** Whether a character is certainly no blank, as almost all at a line's ends are. */
    private static boolean isInk(char c) {
        return c > ' ' && c < '\u007f';
    }
}
