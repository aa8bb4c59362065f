package io.dockplay.cli.convert;

import io.dockplay.message.Message;
import io.dockplay.playbook.AnsibleNames;
import io.dockplay.playbook.AnsibleTask;
import io.dockplay.playbook.parse.ActionReader;
import io.dockplay.playbook.parse.KeywordReader;
import io.dockplay.playbook.parse.TaskReader;
import io.dockplay.yaml.Yaml;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Translates one task, its keys in their order. */
final class TaskConverter {

    /** The names of collections whose modules are known. */
    private static final Pattern COLLECTION =
            Pattern.compile("^(ansible\\.(builtin|posix|legacy)|community\\.(docker|general))\\.");

    private static final Set<String> CONDITIONS = Set.of("when", "until", "changed_when", "failed_when");

    /** What names something as it is. */
    private static final Set<String> LITERAL = Set.of("name", "hosts", "notify", "listen", "register", "tags");

    private static final Set<String> LOOPS = Set.of("with_items", "with_list");
    private static final Set<String> LEFT_OUT = Set.of("args", "poll", "collections");

    private TaskConverter() {}

    /** The task in dockplay's language. */
    static Map<String, @Nullable Object> task(Yaml.Mapping task) throws Untranslatable {
        Map<String, @Nullable Object> own = new LinkedHashMap<>();
        for (Map.Entry<String, Yaml.Entry> each : task.entries().entrySet()) {
            key(each.getKey(), each.getValue().value(), task, own);
        }
        if (task.entries().keySet().stream().noneMatch(key -> isAction(key))) {
            throw new Untranslatable("it has no module");
        }
        readOnly(own);
        return own;
    }

    private static boolean isAction(String key) {
        return !TaskReader.KEYS.contains(key) && !LEFT_OUT.contains(key) && !LOOPS.contains(key);
    }

    private static void key(String key, Yaml value, Yaml.Mapping task, Map<String, @Nullable Object> own)
            throws Untranslatable {
        if (LEFT_OUT.contains(key)) {
            return;
        }
        if (LOOPS.contains(key)) {
            own.put("loop", JinjaText.value(value));
        } else if (key.equals("async")) {
            own.put("timeout", JinjaText.value(value));
        } else if (key.equals("loop_control")) {
            own.put(key, control(value));
        } else if (TaskReader.KEYS.contains(key)) {
            keyword(key, value).ifPresent(translated -> own.put(key, translated));
        } else {
            action(key, value, task, own);
        }
    }

    /** A key that dockplay has too. */
    static Optional<Object> keyword(String key, Yaml value) throws Untranslatable {
        if (CONDITIONS.contains(key)) {
            return Optional.ofNullable(JinjaText.condition(value));
        }
        if (LITERAL.contains(key)
                && !key.equals("name")
                && String.valueOf(value.plain()).contains("{{")) {
            throw new Untranslatable(key + " is taken as it is written, without expressions");
        }
        return Optional.ofNullable(LITERAL.contains(key) ? value.plain() : JinjaText.value(value));
    }

    private static @Nullable Object control(Yaml value) throws Untranslatable {
        if (value instanceof Yaml.Mapping mapping) {
            for (String key : mapping.entries().keySet()) {
                if (!KeywordReader.LOOP_KEYS.contains(key)) {
                    throw new Untranslatable("loop_control has no " + key);
                }
            }
        }
        return JinjaText.value(value);
    }

    private static void action(String key, Yaml value, Yaml.Mapping task, Map<String, @Nullable Object> own)
            throws Untranslatable {
        String name = COLLECTION.matcher(key).replaceFirst("");
        Optional<Yaml.Mapping> args =
                task.get("args").filter(Yaml.Mapping.class::isInstance).map(Yaml.Mapping.class::cast);
        Optional<ModuleConverter> module = ModuleConverter.named(name);
        if (module.isPresent()) {
            own.put(module.get().task().module(), module.get().options(value, args));
        } else if (name.equals("include")) {
            own.put("include_tasks", JinjaText.value(value));
        } else if (name.equals("set_fact")) {
            own.put(name, facts(value));
        } else if (name.equals("reboot") || name.equals("pause") || name.equals("wait_for_connection")) {
            own.put(name, run(value));
        } else if (ActionReader.WORDS.contains(name)) {
            own.put(name, JinjaText.value(value));
        } else {
            Message hint = AnsibleNames.hint(name, value);
            throw new Untranslatable(key + " has no counterpart" + (hint.isNone() ? "" : ". " + hint));
        }
    }

    private static @Nullable Object facts(Yaml value) throws Untranslatable {
        if (value instanceof Yaml.Mapping) {
            return JinjaText.value(value);
        }
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        Map<String, String> pairs = AnsibleTask.pairs(String.valueOf(value.plain()))
                .orElseThrow(() -> new Untranslatable("set_fact has no variables"));
        for (Map.Entry<String, String> each : pairs.entrySet()) {
            facts.put(each.getKey(), JinjaText.translated(each.getValue()));
        }
        return facts;
    }

    /** What the run itself does, with the options under dockplay's names. */
    private static @Nullable Object run(Yaml value) throws Untranslatable {
        Map<String, @Nullable Object> own = new LinkedHashMap<>();
        if (value instanceof Yaml.Mapping mapping) {
            for (Map.Entry<String, Yaml.Entry> each : mapping.entries().entrySet()) {
                own.put(
                        each.getKey().replace("reboot_timeout", "timeout").replace("reboot_command", "command"),
                        JinjaText.value(each.getValue().value()));
            }
        } else {
            AnsibleTask.pairs(String.valueOf(value.plain()))
                    .ifPresent(pairs -> pairs.forEach((name, text) ->
                            own.put(name, text.matches("[0-9]+") ? (Object) Long.valueOf(text) : text)));
        }
        return own;
    }

    /** A command that Ansible runs in a dry run too, and that never changes anything, is one that only reads. */
    @SuppressWarnings("unchecked") // the options of a module are by name
    private static void readOnly(Map<String, @Nullable Object> own) {
        if (!Boolean.FALSE.equals(own.get("check_mode"))) {
            return;
        }
        own.remove("check_mode");
        if (Boolean.FALSE.equals(own.get("changed_when")) && own.get("command") instanceof Map<?, ?> options) {
            Map<String, @Nullable Object> command = (Map<String, @Nullable Object>) options;
            if (new ArrayList<>(command.keySet())
                    .stream().noneMatch(Set.of("creates", "removes", "unless")::contains)) {
                command.put("read_only", true);
                own.remove("changed_when");
            }
        }
    }
}
