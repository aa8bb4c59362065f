package io.dockplay.playbook.parse;

import io.dockplay.message.Message;
import io.dockplay.playbook.Action;
import io.dockplay.playbook.FieldReader;
import io.dockplay.playbook.MetaAction;
import io.dockplay.playbook.Resolution;
import io.dockplay.playbook.ResultConditions;
import io.dockplay.playbook.Selection;
import io.dockplay.playbook.Task;
import io.dockplay.playbook.TaskKeywords;
import io.dockplay.playbook.eval.Variables;
import io.dockplay.problem.DidYouMean;
import io.dockplay.problem.Position;
import io.dockplay.problem.Problem;
import io.dockplay.yaml.Yaml;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Reads the tasks that the run itself does: {@code meta}, {@code pause}, {@code wait_for_connection}, {@code reboot}. */
public final class MetaActionReader {

    public static final Map<String, MetaAction> META = Collections.unmodifiableMap(new TreeMap<>(Map.of(
            "flush_handlers", new MetaAction.FlushHandlers(),
            "end_host", new MetaAction.EndPlay(false),
            "end_play", new MetaAction.EndPlay(true),
            "clear_host_errors", new MetaAction.ClearHostErrors(),
            "noop", new MetaAction.Noop())));

    /** A word → its options. */
    public static final Map<String, List<String>> OPTIONS = Map.of(
            "pause", List.of("seconds", "minutes", "prompt"),
            "wait_for_connection", List.of("delay", "timeout"),
            "reboot", List.of("timeout", "command"));

    private MetaActionReader() {}

    static Optional<Directs> read(FieldReader fieldReader, String word, Yaml written) {
        if (word.equals("meta")) {
            return meta(fieldReader, written).map(Directs::new);
        }
        Yaml.Mapping options = FieldReader.isGiven(written)
                ? fieldReader.mapping(Message.quoted(word), written).orElse(null)
                : new Yaml.Mapping(written.position(), Map.of());
        if (options == null) {
            return Optional.empty();
        }
        fieldReader.checkKeys(Message.quoted(word), options, OPTIONS.getOrDefault(word, List.of()));
        switch (word) {
            case "pause" -> {
                double seconds = fieldReader.number("seconds", options).orElse(0.0)
                        + 60 * fieldReader.number("minutes", options).orElse(0.0);
                return Optional.of(new Directs(new MetaAction.Pause(seconds, fieldReader.text("prompt", options))));
            }
            case "wait_for_connection" -> {
                return Optional.of(new Directs(new MetaAction.AwaitConnection(
                        fieldReader.number("delay", options).orElse(0.0),
                        fieldReader.number("timeout", options).orElse(600.0))));
            }
            default -> {
                return Optional.of(new Directs(new MetaAction.Reboot(
                        fieldReader.number("timeout", options).orElse(600.0),
                        fieldReader.text("command", options).orElse("shutdown -r now"))));
            }
        }
    }

    /** The task at which notified handlers run, between two sections of a play. */
    static Task flush(Position where) {
        return new Task(
                "handlers",
                "meta",
                new Directs(new MetaAction.FlushHandlers()),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                TaskKeywords.USUAL,
                ResultConditions.USUAL,
                Set.of(Selection.ALWAYS),
                List.of(),
                where);
    }

    private static Optional<MetaAction> meta(FieldReader fieldReader, Yaml written) {
        String name = written instanceof Yaml.Scalar scalar
                ? scalar.text()
                : written.kind().text();
        if (!META.containsKey(name)) {
            fieldReader.problem(Problem.at(
                    written.position(),
                    Message.of("meta cannot be %s", name),
                    Message.of("It is one of %s.", String.join(", ", META.keySet()))
                            .and(DidYouMean.hint(name, META.keySet()))));
        }
        return Optional.ofNullable(META.get(name));
    }

    /** The action of such a task. */
    record Directs(MetaAction wanted) implements Action {

        @Override
        public Resolution with(Variables variables, Task task) {
            return new Resolution.Directs(wanted);
        }

        @Override
        public Optional<MetaAction> directive() {
            return Optional.of(wanted);
        }
    }
}
