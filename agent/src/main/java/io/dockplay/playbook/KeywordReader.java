package io.dockplay.playbook;

import io.dockplay.problem.Problem;
import io.dockplay.yaml.Yaml;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the keys that plays, blocks and tasks have in common, and those that tell what a task's result is taken for. */
record KeywordReader(Fields fields) {

    /** Keys of plays, blocks and tasks. */
    static final List<String> EVERYWHERE = List.of(
            "become",
            "become_user",
            "become_method",
            "environment",
            "tags",
            "no_log",
            "diff",
            "timeout",
            "run_once",
            "throttle",
            "ignore_errors",
            "ignore_unreachable");

    /** Keys of {@code loop_control}. */
    static final List<String> LOOP_KEYS = List.of("loop_var", "index_var", "label", "pause");

    Manner manner(Yaml.Mapping from) {
        fields.text("become_method", from)
                .filter(method -> !method.equals("sudo"))
                .ifPresent(method -> fields.problem(Problem.at(
                        from.get("become_method").orElseThrow().position(),
                        "become_method is \"" + method + "\"",
                        "dockplay becomes root by sudo; leave it out.")));
        return new Manner(
                fields.flag("become", from),
                fields.scalar("become_user", from),
                environment(from),
                fields.flag("no_log", from),
                fields.flag("diff", from),
                fields.count("timeout", from),
                fields.scalar("delegate_to", from),
                fields.flag("run_once", from),
                fields.count("throttle", from),
                fields.flag("ignore_unreachable", from));
    }

    private List<Yaml.Mapping> environment(Yaml.Mapping from) {
        List<Yaml.Mapping> read = new ArrayList<>();
        for (Yaml item : from.get("environment")
                .filter(Fields::isGiven)
                .map(Fields::asList)
                .orElse(List.of())) {
            fields.mapping("environment", item).ifPresent(read::add);
        }
        return read;
    }

    Judgement judgement(Yaml.Mapping from, boolean ignoreErrors) {
        List<Yaml.Scalar> until = fields.conditions("until", from);
        Optional<Integer> retries = fields.number("retries", from).map(Double::intValue);
        return new Judgement(
                fields.conditions("changed_when", from),
                fields.conditions("failed_when", from),
                until,
                retries.orElse(until.isEmpty() ? 0 : 3),
                fields.number("delay", from).orElse(Judgement.USUAL.delay()),
                fields.flag("ignore_errors", from).orElse(ignoreErrors));
    }

    /** Tags, as a list or as one text with commas. */
    Set<String> tags(Yaml.Mapping from) {
        Set<String> tags = new LinkedHashSet<>();
        for (String text : fields.texts("tags", from)) {
            for (String tag : text.split(",", -1)) {
                if (!tag.isBlank()) {
                    tags.add(tag.strip());
                }
            }
        }
        return tags;
    }

    Optional<Loop> loop(Yaml.Mapping task) {
        Optional<Yaml> control = task.get("loop_control").filter(Fields::isGiven);
        Optional<Yaml.Mapping> settings = control.flatMap(value -> fields.mapping("loop_control", value));
        settings.ifPresent(each -> fields.checkKeys("loop_control", each, LOOP_KEYS));
        if (task.get("loop").isEmpty()) {
            control.ifPresent(value -> fields.problem(
                    Problem.at(value.position(), "there is a loop_control and no loop", "Write loop: with a list.")));
            return Optional.empty();
        }
        Optional<String> variable = settings.flatMap(each -> name("loop_var", each));
        Optional<String> index = settings.flatMap(each -> name("index_var", each));
        return Optional.of(new Loop(
                task.get("loop").get(),
                variable.orElse(Loop.ITEM),
                index,
                settings.flatMap(each -> fields.scalar("label", each)),
                settings.flatMap(each -> fields.number("pause", each)).orElse(0.0)));
    }

    private Optional<String> name(String key, Yaml.Mapping from) {
        Optional<String> name = fields.text(key, from).filter(text -> !text.equals(Loop.ITEM));
        name.ifPresent(
                text -> fields.checkName(text, from.get(key).orElseThrow().position()));
        return name;
    }
}
