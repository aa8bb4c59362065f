package io.dockplay.engine;

import io.dockplay.playbook.Variables;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Problem;
import io.dockplay.resource.Change;
import io.dockplay.resource.Outcome;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * What must never be shown of one host: the values of its variables whose names say so, and the password of sudo.
 *
 * <p>Each of their lines of at least four characters is put as {@code ********} wherever it turns up.
 */
public final class Secrets {

    private static final Pattern NAME =
            Pattern.compile("(?i).*(password|passwd|passphrase|secret|token|credential|ssh_pass).*(?<!_file)");
    private static final String MASK = "********";
    private static final int SHORTEST = 4;

    private final List<String> values;

    private Secrets(Set<String> values) {
        // The longest first, so that one that is part of another does not leave the rest of that to be read.
        this.values = values.stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    /** Whether a variable of this name holds a secret. */
    public static boolean isSecret(String name) {
        return NAME.matcher(name).matches();
    }

    /** The secrets of a host whose variables these are; a value that cannot be known yet is none. */
    static Secrets of(List<Variables> variables, Optional<String> becomePassword) {
        Set<String> values = new TreeSet<>();
        becomePassword.ifPresent(password -> add(password, values));
        for (Variables each : variables) {
            for (String name : each.names()) {
                try {
                    each.evaluated(Set.of(name)).forEach((key, value) -> collect(isSecret(key), value, values));
                } catch (InvalidInput unused) {
                    // Nothing can show a value that cannot be had.
                }
            }
        }
        return new Secrets(values);
    }

    private static void collect(boolean secret, Object value, Set<String> values) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, each) -> collect(secret || isSecret(String.valueOf(key)), each, values));
        } else if (value instanceof List<?> list) {
            list.forEach(each -> collect(secret, each, values));
        } else if (secret && !(value instanceof Boolean)) {
            add(String.valueOf(value), values);
        }
    }

    private static void add(String secret, Set<String> values) {
        secret.lines()
                .map(String::strip)
                .filter(line -> line.length() >= SHORTEST)
                .forEach(line -> {
                    values.add(line);
                    values.add(line.replace("'", "'\\''"));
                });
    }

    String mask(String text) {
        String masked = text;
        for (String value : values) {
            masked = masked.replace(value, MASK);
        }
        return masked;
    }

    private List<Change> mask(List<Change> changes) {
        return changes.stream().map(change -> change.shownAs(this::mask)).toList();
    }

    Event.Step mask(Event.Step step) {
        return new Event.Step(step.task(), step.module(), mask(step.label()));
    }

    private Problem mask(Problem problem) {
        return new Problem(mask(problem.what()), problem.where(), problem.context(), mask(problem.advice()));
    }

    private Outcome mask(Outcome outcome) {
        return new Outcome(outcome.exitCode(), mask(outcome.stdout()), mask(outcome.stderr()));
    }

    /** Tells the listener each event without them. */
    Consumer<Event> hiddenFrom(Consumer<Event> listener) {
        return values.isEmpty() ? listener : event -> listener.accept(mask(event));
    }

    private Event mask(Event event) {
        String host = event.host();
        if (event instanceof Event.Planned of) {
            return new Event.Planned(
                    host, mask(of.step()), mask(of.changes()), of.script().shownAs(this::mask));
        }
        if (event instanceof Event.Changing of) {
            return new Event.Changing(
                    host, mask(of.step()), mask(of.changes()), of.script().shownAs(this::mask));
        }
        if (event instanceof Event.Changed of) {
            return new Event.Changed(
                    host, mask(of.step()), mask(of.changes()), of.script().shownAs(this::mask));
        }
        if (event instanceof Event.Ok of) {
            return new Event.Ok(host, mask(of.step()));
        }
        if (event instanceof Event.Skipped of) {
            return new Event.Skipped(host, mask(of.step()), mask(of.reason()));
        }
        if (event instanceof Event.Failed of) {
            return new Event.Failed(
                    host, mask(of.step()), mask(of.problem()), of.outcome().map(this::mask), of.ignored());
        }
        if (event instanceof Event.Warned of) {
            return new Event.Warned(host, mask(of.step()), mask(of.text()));
        }
        if (event instanceof Event.Output of) {
            return new Event.Output(host, mask(of.step()), mask(of.text()));
        }
        if (event instanceof Event.Looked of) {
            return new Event.Looked(host, mask(of.step()), of.script().shownAs(this::mask));
        }
        if (event instanceof Event.Resolved of) {
            return new Event.Resolved(host, mask(of.step()), of.transaction());
        }
        return event;
    }
}
