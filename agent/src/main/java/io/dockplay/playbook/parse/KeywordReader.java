package io.dockplay.playbook.parse;

import io.dockplay.message.Message;
import io.dockplay.playbook.FieldReader;
import io.dockplay.playbook.Loop;
import io.dockplay.playbook.ResultConditions;
import io.dockplay.playbook.TaskKeywords;
import io.dockplay.problem.Problem;
import io.dockplay.yaml.Yaml;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the keys that plays, blocks and tasks have in common, and those that say when a task is changed, failed or done. */
public record KeywordReader(FieldReader fieldReader) {

    /** Keys of plays, blocks and tasks. */
    static final List<String> EVERYWHERE = List.of(
            "become",
            "become_user",
            "become_method",
            "environment",
            "tags",
            "no_log",
            "diff",
            "check_mode",
            "timeout",
            "run_once",
            "throttle",
            "ignore_errors",
            "ignore_unreachable");

    /** Keys of {@code loop_control}. */
    public static final List<String> LOOP_KEYS = List.of("loop_var", "index_var", "label", "pause");

    TaskKeywords taskKeywords(Yaml.Mapping from) {
        fieldReader
                .text("become_method", from)
                .filter(method -> !method.equals("sudo"))
                .ifPresent(method -> fieldReader.problem(Problem.at(
                        from.get("become_method").orElseThrow().position(),
                        Message.of("become_method is \"%s\"", method),
                        Message.of("dockplay becomes root by sudo; leave it out."))));
        return new TaskKeywords(
                fieldReader.flag("become", from),
                fieldReader.scalar("become_user", from),
                environment(from),
                fieldReader.flag("no_log", from),
                fieldReader.flag("diff", from),
                fieldReader.flag("check_mode", from),
                fieldReader.count("timeout", from),
                fieldReader.scalar("delegate_to", from),
                fieldReader.flag("run_once", from),
                fieldReader.count("throttle", from),
                fieldReader.flag("ignore_unreachable", from));
    }

    private List<Yaml.Mapping> environment(Yaml.Mapping from) {
        List<Yaml.Mapping> read = new ArrayList<>();
        for (Yaml item : from.get("environment")
                .filter(FieldReader::isGiven)
                .map(FieldReader::asList)
                .orElse(List.of())) {
            fieldReader.mapping(Message.quoted("environment"), item).ifPresent(read::add);
        }
        return read;
    }

    ResultConditions resultConditions(Yaml.Mapping from, boolean ignoreErrors) {
        List<Yaml.Scalar> until = fieldReader.conditions("until", from);
        Optional<Integer> retries = fieldReader.number("retries", from).map(Double::intValue);
        return new ResultConditions(
                fieldReader.conditions("changed_when", from),
                fieldReader.conditions("failed_when", from),
                until,
                retries.orElse(until.isEmpty() ? 0 : 3),
                fieldReader.number("delay", from).orElse(ResultConditions.USUAL.delay()),
                fieldReader.flag("ignore_errors", from).orElse(ignoreErrors));
    }

    /** Tags, as a list or as one text with commas. */
    Set<String> tags(Yaml.Mapping from) {
        Set<String> tags = new LinkedHashSet<>();
        for (String text : fieldReader.texts("tags", from)) {
            for (String tag : text.split(",", -1)) {
                if (!tag.isBlank()) {
                    tags.add(tag.strip());
                }
            }
        }
        return tags;
    }

    Optional<Loop> loop(Yaml.Mapping task) {
        Optional<Yaml> control = task.get("loop_control").filter(FieldReader::isGiven);
        Optional<Yaml.Mapping> settings =
                control.flatMap(value -> fieldReader.mapping(Message.quoted("loop_control"), value));
        settings.ifPresent(each -> fieldReader.checkKeys(Message.quoted("loop_control"), each, LOOP_KEYS));
        if (task.get("loop").isEmpty()) {
            control.ifPresent(value -> fieldReader.problem(Problem.at(
                    value.position(),
                    Message.of("there is a loop_control and no loop"),
                    Message.of("Write loop: with a list."))));
            return Optional.empty();
        }
        Optional<String> variable = settings.flatMap(each -> name("loop_var", each));
        Optional<String> index = settings.flatMap(each -> name("index_var", each));
        return Optional.of(new Loop(
                task.get("loop").get(),
                variable.orElse(Loop.ITEM),
                index,
                settings.flatMap(each -> fieldReader.scalar("label", each)),
                settings.flatMap(each -> fieldReader.number("pause", each)).orElse(0.0)));
    }

    private Optional<String> name(String key, Yaml.Mapping from) {
        Optional<String> name = fieldReader.text(key, from).filter(text -> !text.equals(Loop.ITEM));
        name.ifPresent(
                text -> fieldReader.checkName(text, from.get(key).orElseThrow().position()));
        return name;
    }
}
