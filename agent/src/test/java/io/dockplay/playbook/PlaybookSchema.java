package io.dockplay.playbook;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dockplay.DocTables;
import io.dockplay.cli.docs.ModuleOption;
import io.dockplay.cli.docs.ModulePage;
import io.dockplay.modules.Modules;
import io.dockplay.playbook.parse.ActionReader;
import io.dockplay.playbook.parse.KeywordReader;
import io.dockplay.playbook.parse.MetaActionReader;
import io.dockplay.playbook.parse.PlaybookReader;
import io.dockplay.playbook.parse.PromptReader;
import io.dockplay.playbook.parse.RequirementReader;
import io.dockplay.playbook.parse.RoleLoader;
import io.dockplay.playbook.parse.RolloutReader;
import io.dockplay.playbook.parse.TaskReader;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The JSON Schema of playbooks, made of what the readers take: their lists of keys, and the records of the modules. The words
 * that an editor shows come from those records and, for keys, from the tables of docs/playbook.md.
 */
public final class PlaybookSchema {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** A key → what it may be. A key that is not here may be anything, until someone says more of it. */
    private static final Map<String, ObjectNode> SHAPES = shapes();

    private PlaybookSchema() {}

    private static Map<String, ObjectNode> shapes() {
        Map<String, ObjectNode> shapes = new LinkedHashMap<>();
        for (String key : List.of("name", "register", "become_user", "delegate_to", "become_method")) {
            shapes.put(key, Shapes.reference("text"));
        }
        for (String key :
                List.of("hosts", "notify", "listen", "tags", "when", "until", "changed_when", "failed_when")) {
            shapes.put(key, Shapes.reference("texts"));
        }
        for (String key : List.of(
                "become",
                "any_errors_fatal",
                "gather_facts",
                "force_handlers",
                "no_log",
                "diff",
                "check_mode",
                "run_once",
                "ignore_errors")) {
            shapes.put(key, Shapes.reference("flag"));
        }
        for (String key : List.of("defaults", "vars")) {
            shapes.put(key, Shapes.reference("variables"));
        }
        for (String key :
                List.of("tasks", "pre_tasks", "post_tasks", "handlers", "uninstall", "block", "rescue", "always")) {
            shapes.put(key, Shapes.any(Shapes.list(Shapes.reference("task")), Shapes.nothing()));
        }
        for (String key : List.of("timeout", "throttle")) {
            shapes.put(key, Shapes.of("{'type': 'integer', 'minimum': 1}"));
        }
        for (String key : List.of("retries", "delay")) {
            shapes.put(key, Shapes.of("{'type': 'number', 'minimum': 0}"));
        }
        shapes.put("become_method", Shapes.words(List.of("sudo")));
        shapes.put("max_fail_percentage", Shapes.of("{'type': 'number', 'minimum': 0, 'maximum': 100}"));
        ObjectNode portion = Shapes.of("{'anyOf': [{'type': 'integer', 'minimum': 1}, {'type': 'string', 'pattern':"
                + " '^[1-9][0-9]*%?$'}]}");
        shapes.put("serial", Shapes.any(portion, Shapes.list(portion)));
        shapes.put("loop", Shapes.any(Shapes.of("{'type': 'array'}"), Shapes.reference("expression")));
        ObjectNode mapping = Shapes.of("{'type': 'object'}");
        shapes.put("environment", Shapes.any(mapping, Shapes.list(mapping), Shapes.nothing()));
        shapes.put("requires", entries(RequirementReader.KEYS, List.of()));
        shapes.put("vars_prompt", entries(PromptReader.KEYS, List.of("name")));
        shapes.put("vars_files", Shapes.reference("texts"));
        shapes.put("order", Shapes.words(constants(Rollout.Order.class)));
        shapes.put("strategy", Shapes.words(constants(RolloutReader.Strategy.class)));
        shapes.put(
                "loop_control", Shapes.any(Shapes.object(texts(KeywordReader.LOOP_KEYS), List.of()), Shapes.nothing()));
        shapes.put("roles", roles(shapes));
        return shapes;
    }

    private static List<String> constants(Class<? extends Enum<?>> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> constant.name().toLowerCase(java.util.Locale.ROOT))
                .toList();
    }

    private static Map<String, ObjectNode> texts(List<String> keys) {
        Map<String, ObjectNode> texts = new LinkedHashMap<>();
        keys.forEach(key -> texts.put(key, Shapes.reference("text")));
        return texts;
    }

    private static ObjectNode entries(List<String> keys, List<String> required) {
        return Shapes.any(Shapes.list(Shapes.object(texts(keys), required)), Shapes.nothing());
    }

    /** Names, or mappings whose further keys are variables of the role. */
    private static ObjectNode roles(Map<String, ObjectNode> shapes) {
        Map<String, ObjectNode> entry = new LinkedHashMap<>();
        RoleLoader.ENTRY_KEYS.forEach(key -> entry.put(key, shapes.getOrDefault(key, Shapes.reference("text"))));
        ObjectNode mapping = Shapes.object(entry, List.of());
        mapping.remove("additionalProperties");
        mapping.set("propertyNames", Shapes.reference("variableName"));
        mapping.set("anyOf", JSON.valueToTree(List.of(requiring("role"), requiring("name"))));
        return Shapes.any(Shapes.list(Shapes.any(Shapes.reference("text"), mapping)), Shapes.nothing());
    }

    private static ObjectNode requiring(String key) {
        ObjectNode requiring = JSON.createObjectNode();
        requiring.putArray("required").add(key);
        return requiring;
    }

    /** The whole schema. */
    public static ObjectNode schema() {
        ObjectNode schema = JSON.createObjectNode();
        schema.put("$schema", "http://json-schema.org/draft-07/schema#");
        schema.put("title", "A playbook of dockplay");
        schema.put("type", "array");
        schema.put("minItems", 1);
        schema.set(
                "items",
                Shapes.of("{'type': 'object', 'if': {'required': ['import_playbook']}, 'then':"
                        + " {'$ref': '#/definitions/import'}, 'else': {'$ref': '#/definitions/play'}}"));
        ObjectNode definitions = Shapes.definitions();
        DocTables page = new DocTables("docs/playbook.md");
        definitions.set("import", Shapes.object(texts(List.of("import_playbook", "name")), List.of("import_playbook")));
        definitions.set("play", Shapes.object(keys(PlaybookReader.PLAY_KEYS, page, "## A play"), List.of("hosts")));
        definitions.set(
                "task",
                Shapes.of("{'type': 'object', 'if': {'required': ['block']}, 'then':"
                        + " {'$ref': '#/definitions/block'}, 'else': {'$ref': '#/definitions/step'}}"));
        definitions.set("block", Shapes.object(keys(TaskReader.BLOCK_KEYS, page, "## A task"), List.of("block")));
        definitions.set("step", step(page));
        Modules.all().forEach((name, type) -> definitions.set("module " + name, module(name, type)));
        schema.set("definitions", definitions);
        return schema;
    }

    private static Map<String, ObjectNode> keys(List<String> keys, DocTables page, String heading) {
        Map<String, ObjectNode> properties = new LinkedHashMap<>();
        for (String key : keys) {
            ObjectNode shape = SHAPES.getOrDefault(key, JSON.createObjectNode());
            properties.put(key, described(shape, page.meaning(heading, key)));
        }
        return properties;
    }

    /** A reference can have no words beside it in draft 7, so it is put below. */
    private static ObjectNode described(ObjectNode shape, String words) {
        if (words.isEmpty()) {
            return shape;
        }
        ObjectNode described = JSON.createObjectNode().put("description", words);
        if (shape.has("$ref")) {
            described.putArray("allOf").add(shape);
        } else {
            described.setAll(shape);
        }
        return described;
    }

    /** A task with exactly one module or word. */
    private static ObjectNode step(DocTables page) {
        Map<String, ObjectNode> properties = keys(TaskReader.KEYS, page, "## A task");
        List<String> actions = new ArrayList<>();
        for (String name : Modules.names()) {
            actions.add(name);
            properties.put(name, Shapes.reference("module " + name));
            if (name.contains("-")) {
                actions.add(name.replace('-', '_'));
                properties.put(name.replace('-', '_'), Shapes.reference("module " + name));
            }
        }
        for (String word : ActionReader.WORDS) {
            actions.add(word);
            properties.put(word, described(word(word), page.meaning("### What the run itself does", word)));
        }
        ObjectNode step = Shapes.object(properties, List.of());
        String collections = ActionReader.COLLECTION.pattern();
        step.putObject("patternProperties").putObject(collections);
        List<ObjectNode> one = new ArrayList<>();
        actions.forEach(name -> one.add(requiring(name)));
        ObjectNode longName = JSON.createObjectNode();
        longName.putObject("not").putObject("propertyNames").putObject("not").put("pattern", collections);
        one.add(longName);
        step.set("oneOf", JSON.valueToTree(one));
        return step;
    }

    private static ObjectNode word(String word) {
        ObjectNode file = Shapes.any(Shapes.reference("text"), Shapes.object(texts(List.of("file")), List.of("file")));
        if (word.endsWith("_role")) {
            return Shapes.object(texts(RoleLoader.IMPORT_KEYS), List.of("name"));
        }
        if (word.equals("meta")) {
            return Shapes.words(MetaActionReader.META.keySet());
        }
        if (MetaActionReader.OPTIONS.containsKey(word)) {
            return Shapes.any(Shapes.object(texts(MetaActionReader.OPTIONS.get(word)), List.of()), Shapes.nothing());
        }
        return word.equals("set_fact")
                ? Shapes.of("{'type': 'object'}")
                : word.matches("(in|im).*_.*") ? file : JSON.createObjectNode();
    }

    private static ObjectNode module(String name, Class<?> type) {
        ModulePage page = ModulePage.of(name);
        Map<String, ObjectNode> options = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        RecordComponent[] components = type.getRecordComponents();
        for (ModuleOption option : page.options()) {
            Type value = components[options.size()].getGenericType();
            options.put(option.name(), described(Shapes.option(value), DocTables.plain(option.meaningWithDefault())));
            if (Shapes.mustBeGiven(value)) {
                required.add(option.name());
            }
        }
        return described(Shapes.object(options, required), DocTables.plain(page.sentence() + " " + page.more()));
    }
}
