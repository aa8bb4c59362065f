package io.dockplay.playbook;

import io.dockplay.message.Message;
import io.dockplay.playbook.eval.Variables;
import io.dockplay.problem.DidYouMean;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Position;
import io.dockplay.problem.Problem;
import io.dockplay.resource.Utf8;
import io.dockplay.yaml.InputFiles;
import io.dockplay.yaml.Warnings;
import io.dockplay.yaml.Yaml;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Takes values out of the mappings of a playbook; one that is not what it should be is a problem, and is left out.
 *
 * @param problems what was wrong so far
 * @param context what the mappings are of, such as a task
 * @param warnings takes what is understood and should be written otherwise
 */
public record FieldReader(List<Problem> problems, Optional<Message> context, Warnings warnings) {

    /** A reader of these files. */
    public FieldReader(List<Problem> problems, InputFiles files) {
        this(problems, Optional.empty(), files.warnings());
    }

    public void problem(Problem problem) {
        problems.add(context.isPresent() && problem.context().isEmpty() ? problem.in(context.get()) : problem);
    }

    /** This reader, which names what its problems are in. */
    public FieldReader in(Message name) {
        return new FieldReader(problems, Optional.of(name), warnings);
    }

    /** The variables under a key; none when it is not there. */
    public Map<String, Yaml> variables(String key, Yaml.Mapping from) {
        Map<String, Yaml> variables = new LinkedHashMap<>();
        from.get(key)
                .filter(FieldReader::isGiven)
                .flatMap(value -> mapping(Message.quoted(key), value))
                .ifPresent(mapping -> mapping.entries().forEach((name, entry) -> {
                    checkName(name, entry.position());
                    variables.put(name, entry.value());
                }));
        return variables;
    }

    /** The variables of a file; none when it is empty. */
    public Map<String, Yaml> variablesOf(Path file, InputFiles files) {
        Map<String, Yaml> variables = new LinkedHashMap<>();
        try {
            files.read(file)
                    .filter(FieldReader::isGiven)
                    .flatMap(root -> mapping(Message.of("a file of variables"), root))
                    .ifPresent(mapping -> mapping.entries().forEach((name, entry) -> {
                        checkName(name, entry.position());
                        variables.put(name, entry.value());
                    }));
        } catch (InvalidInput wrong) {
            wrong.problems().forEach(this::problem);
        }
        return variables;
    }

    public void checkName(String name, Position where) {
        Variables.wrongName(name, where).ifPresent(this::problem);
    }

    public List<Yaml> items(String key, Yaml.Mapping from) {
        Optional<Yaml> value = from.get(key).filter(FieldReader::isGiven);
        if (value.isPresent() && !(value.get() instanceof Yaml.Sequence)) {
            problem(Problem.at(
                    value.get().position(),
                    Message.of("%s is %s, not a list", key, value.get().kind()),
                    Message.of("Begin each with \"- \".")));
            return List.of();
        }
        return value.map(FieldReader::asList).orElse(List.of());
    }

    /**
     * A text that is sent to a host, where that is possible.
     *
     * @throws InvalidInput when nothing there could be given it as it is
     */
    static String sendable(Message what, Position where, String text) {
        Utf8.flaw(text).ifPresent(flaw -> {
            throw new InvalidInput(Problem.at(
                    where,
                    Message.of("%s cannot be sent to a host: %s", what, flaw),
                    Message.of("If it comes from a result, look at that with -v.")));
        });
        return text;
    }

    public static boolean isGiven(Yaml value) {
        return !value.isNothing();
    }

    public static List<Yaml> asList(Yaml value) {
        return value instanceof Yaml.Sequence sequence ? sequence.items() : List.of(value);
    }

    public List<String> texts(String key, Yaml.Mapping from) {
        List<String> texts = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Yaml item : from.get(key).map(FieldReader::asList).orElse(List.of())) {
            if (!(item instanceof Yaml.Scalar scalar) || !isGiven(scalar)) {
                problem(Problem.at(
                        item.position(),
                        Message.of("%s is %s, and should be text or a list of texts", key, item.kind()),
                        Message.NONE));
            } else if (seen.add(scalar.text())) {
                texts.add(scalar.text());
            }
        }
        return texts;
    }

    public Optional<String> text(String key, Yaml.Mapping from) {
        Optional<Yaml> value = from.get(key);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        if (value.get() instanceof Yaml.Scalar scalar && isGiven(scalar)) {
            return Optional.of(scalar.text());
        }
        problem(Problem.at(
                value.get().position(),
                Message.of("%s is %s, and should be text", key, value.get().kind()),
                Message.NONE));
        return Optional.empty();
    }

    public Optional<Boolean> flag(String key, Yaml.Mapping from) {
        Optional<Yaml> value = from.get(key);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        Optional<YesOrNo> flag = YesOrNo.of(value.get());
        if (flag.isPresent()) {
            flag.get()
                    .advice()
                    .ifPresent(advice -> warnings.add(value.get().position(), Message.of("%s: %s", key, advice)));
            return Optional.of(flag.get().yes());
        }
        problem(Problem.at(
                value.get().position(),
                Message.of(
                        "%s is %s, and should be true or false",
                        key, value.get().kind()),
                Message.of("Write %s: true.", key)));
        return Optional.empty();
    }

    /** A text that may be an expression; none when it is not there. */
    public Optional<Yaml.Scalar> scalar(String key, Yaml.Mapping from) {
        Optional<Yaml> value = from.get(key);
        if (value.isPresent() && !(value.get() instanceof Yaml.Scalar given && isGiven(given))) {
            problem(Problem.at(
                    value.get().position(),
                    Message.of("%s is %s, and should be text", key, value.get().kind()),
                    Message.NONE));
            return Optional.empty();
        }
        return value.map(Yaml.Scalar.class::cast);
    }

    /** One of some words; none when it is not there. */
    public <E extends Enum<E>> Optional<E> constant(String key, Class<E> type, Yaml.Mapping from) {
        Optional<String> text = text(key, from);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        List<String> names = new ArrayList<>();
        for (E constant : type.getEnumConstants()) {
            String name = constant.name().toLowerCase(Locale.ROOT);
            names.add(name);
            if (name.equals(text.get())) {
                return Optional.of(constant);
            }
        }
        problem(Problem.at(
                from.get(key).orElseThrow().position(),
                Message.of("%s cannot be \"%s\"", key, text.get()),
                Message.of("It is one of %s.", String.join(", ", names)).and(DidYouMean.hint(text.get(), names))));
        return Optional.empty();
    }

    /** A number that is not negative. */
    public Optional<Double> number(String key, Yaml.Mapping from) {
        Optional<Yaml> value = from.get(key);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        if (value.get().plain() instanceof Number number
                && number.doubleValue() >= 0
                && number.doubleValue() <= Integer.MAX_VALUE) {
            return Optional.of(number.doubleValue());
        }
        problem(Problem.at(
                value.get().position(),
                Message.of(
                        "%s is %s, and should be a number that is not negative",
                        key,
                        value.get() instanceof Yaml.Scalar scalar
                                ? Message.quoted("\"" + scalar.text() + "\"")
                                : value.get().kind()),
                Message.NONE));
        return Optional.empty();
    }

    /** A whole number of at least 1. */
    public Optional<Integer> count(String key, Yaml.Mapping from) {
        Optional<Double> number = number(key, from);
        if (number.isPresent() && (number.get() < 1 || number.get() != Math.rint(number.get()))) {
            problem(Problem.at(
                    from.get(key).orElseThrow().position(),
                    Message.of("%s should be a whole number of at least 1", key),
                    Message.NONE));
            return Optional.empty();
        }
        return number.map(Double::intValue);
    }

    /** One condition or a list of them; none when the key is not there. */
    public List<Yaml.Scalar> conditions(String key, Yaml.Mapping from) {
        List<Yaml.Scalar> conditions = new ArrayList<>();
        for (Yaml item : from.get(key).map(FieldReader::asList).orElse(List.of())) {
            if (item instanceof Yaml.Scalar scalar && isGiven(scalar)) {
                conditions.add(scalar);
            } else {
                problem(Problem.at(
                        item.position(),
                        Message.of("%s is %s", key, item.kind()),
                        Message.of("Write a condition, or a list of them.")));
            }
        }
        return conditions;
    }

    public Optional<Yaml.Mapping> mapping(Message what, Yaml node) {
        if (node instanceof Yaml.Mapping mapping) {
            return Optional.of(mapping);
        }
        problem(Problem.at(
                node.position(),
                Message.of("%s is %s, and should be a mapping", what, node.kind()),
                Message.of("Write key: value.")));
        return Optional.empty();
    }

    public void checkKeys(Message what, Yaml.Mapping mapping, List<String> known) {
        mapping.entries().forEach((key, entry) -> {
            if (!known.contains(key)) {
                problem(Task.unknownKey(what, key, entry, known));
            }
        });
    }
}
