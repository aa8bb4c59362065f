package io.dockplay.playbook;

import io.dockplay.problem.DidYouMean;
import io.dockplay.problem.Position;
import io.dockplay.problem.Problem;
import io.dockplay.yaml.Yaml;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Reads what the run itself does at a task's turn: {@code meta}, {@code pause}, {@code wait_for_connection}, {@code reboot}. */
final class DirectiveReader {

    static final Map<String, Directive> META = new TreeMap<>(Map.of(
            "flush_handlers", new Directive.FlushHandlers(),
            "end_host", new Directive.EndPlay(false),
            "end_play", new Directive.EndPlay(true),
            "clear_host_errors", new Directive.ClearHostErrors(),
            "noop", new Directive.Noop()));

    /** A word → its options. */
    static final Map<String, List<String>> OPTIONS = Map.of(
            "pause", List.of("seconds", "minutes", "prompt"),
            "wait_for_connection", List.of("delay", "timeout"),
            "reboot", List.of("timeout", "command"));

    private DirectiveReader() {}

    static Optional<Directs> read(Fields fields, String word, Yaml written) {
        if (word.equals("meta")) {
            return meta(fields, written).map(Directs::new);
        }
        Yaml.Mapping options = Fields.isGiven(written)
                ? fields.mapping(word, written).orElse(null)
                : new Yaml.Mapping(written.position(), Map.of());
        if (options == null) {
            return Optional.empty();
        }
        fields.checkKeys(word, options, OPTIONS.getOrDefault(word, List.of()));
        switch (word) {
            case "pause" -> {
                double seconds = fields.number("seconds", options).orElse(0.0)
                        + 60 * fields.number("minutes", options).orElse(0.0);
                return Optional.of(new Directs(new Directive.Pause(seconds, fields.text("prompt", options))));
            }
            case "wait_for_connection" -> {
                return Optional.of(new Directs(new Directive.AwaitConnection(
                        fields.number("delay", options).orElse(0.0),
                        fields.number("timeout", options).orElse(600.0))));
            }
            default -> {
                return Optional.of(new Directs(new Directive.Reboot(
                        fields.number("timeout", options).orElse(600.0),
                        fields.text("command", options).orElse("shutdown -r now"))));
            }
        }
    }

    /** The task at which notified handlers run, between two sections of a play. */
    static Task flush(Position where) {
        return new Task(
                "handlers",
                "meta",
                new Directs(new Directive.FlushHandlers()),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Manner.USUAL,
                Judgement.USUAL,
                Set.of(Selection.ALWAYS),
                List.of(),
                where);
    }

    private static Optional<Directive> meta(Fields fields, Yaml written) {
        String name = written instanceof Yaml.Scalar scalar ? scalar.text() : written.kind();
        if (!META.containsKey(name)) {
            fields.problem(Problem.at(
                    written.position(),
                    "meta cannot be " + name,
                    "It is one of " + String.join(", ", META.keySet()) + "." + DidYouMean.hint(name, META.keySet())));
        }
        return Optional.ofNullable(META.get(name));
    }

    /** What the run itself does. */
    record Directs(Directive wanted) implements Action {

        @Override
        public Resolution with(Variables variables, Task task) {
            return new Resolution.Directs(wanted);
        }

        @Override
        public Optional<Directive> directive() {
            return Optional.of(wanted);
        }
    }
}
