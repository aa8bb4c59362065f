package io.dockplay.cli.option;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dockplay.message.Message;
import io.dockplay.playbook.eval.Variables;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Position;
import io.dockplay.problem.Problem;
import io.dockplay.yaml.InputFiles;
import io.dockplay.yaml.Yaml;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/**
 * The variables of {@code -e}, which win over all others: {@code NAME=VALUE}, {@code @FILE}, or a mapping in braces; of two
 * of one name the later one wins.
 */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class ExtraVariables {

    /** A value that Ansible would read as several variables. */
    private static final Pattern SEVERAL = Pattern.compile("[^\\s'\"\\[{]\\S*\\s+[A-Za-z_]\\w*=.*");

    @Option(
            names = {"-e", "--extra-vars"},
            paramLabel = "NAME=VALUE",
            description = "A variable that wins over all others, its value read as YAML; or @FILE, or {a: 1, b: 2}.")
    private List<String> words = new ArrayList<>();

    private final Map<String, String> given = new LinkedHashMap<>();

    /** A copy, to which other variables can be added. */
    ExtraVariables copy() {
        ExtraVariables copy = new ExtraVariables();
        copy.words = new ArrayList<>(words);
        copy.given.putAll(given);
        return copy;
    }

    /** Adds variables that the command line did not give: name → value in YAML; a file is {@code @FILE} → nothing. */
    public void add(Map<String, String> more) {
        more.forEach((name, value) -> put(name, value));
    }

    private void put(String name, String value) {
        given.remove(name); // what comes later wins over a file before it
        given.put(name, value);
    }

    /**
     * Name → value in YAML, in their order, which is that of who wins in the end; a file is {@code @FILE} → nothing.
     *
     * @throws InvalidInput with all that can be no variable
     */
    public Map<String, String> values(InputFiles files) {
        List<Problem> problems = new ArrayList<>();
        for (String word : words) {
            try {
                take(word, files, problems);
            } catch (InvalidInput wrong) {
                problems.addAll(wrong.problems());
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
        words = new ArrayList<>(); // what else is added comes after them
        return Collections.unmodifiableMap(given);
    }

    private void take(String word, InputFiles files, List<Problem> problems) {
        int equals = word.indexOf('=');
        if (word.startsWith("@") && word.length() > 1) {
            put(word, "");
        } else if (word.startsWith("{")) {
            if (files.read("-e", word).orElseThrow() instanceof Yaml.Mapping mapping) {
                mapping.entries().forEach((name, entry) -> put(name, json(entry.value())));
            }
        } else if (equals < 1) {
            problems.add(Problem.of(
                    Message.of("-e %s is no variable", word),
                    Message.of("Write NAME=VALUE, @FILE for a file of variables, or {a: 1}.")));
        } else if (SEVERAL.matcher(word.substring(equals + 1)).matches()) {
            problems.add(Problem.of(
                    Message.of("-e %s=… seems to hold several variables", word.substring(0, equals)),
                    Message.of("Write -e for each of them; or quote the value, if it is one: -e 'name=\"a b=c\"'.")));
        } else {
            put(word.substring(0, equals), word.substring(equals + 1));
        }
    }

    private static String json(Yaml value) {
        try {
            // Made here, because making one takes a while and few command lines need it.
            return new ObjectMapper().writeValueAsString(value.plain());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The names of all variables; of a file as far as it can be read. */
    public Set<String> names(InputFiles files) {
        Set<String> names = new LinkedHashSet<>();
        values(files).keySet().forEach(name -> {
            if (name.startsWith("@")) {
                file(name, files).forEach((key, value) -> names.add(key));
            } else {
                names.add(name);
            }
        });
        return names;
    }

    /**
     * All variables with their values.
     *
     * @throws InvalidInput with all that is wrong with them
     */
    public Map<String, Yaml> read(InputFiles files) {
        Map<String, Yaml> read = new LinkedHashMap<>();
        List<Problem> problems = new ArrayList<>();
        values(files).forEach((name, text) -> {
            try {
                if (name.startsWith("@")) {
                    file(name, files).forEach((key, entry) -> {
                        Variables.wrongName(key, entry.position()).ifPresent(problems::add);
                        read.put(key, entry.value());
                    });
                } else {
                    Position where = Position.of("-e " + name);
                    Variables.wrongName(name, Position.of("-e")).ifPresent(problems::add);
                    Optional<Yaml> value = files.read("-e " + name, text);
                    read.put(name, value.orElseGet(() -> Yaml.of(where, "")));
                }
            } catch (InvalidInput wrong) {
                problems.addAll(wrong.problems());
            }
        });
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
        return read;
    }

    private static Map<String, Yaml.Entry> file(String word, InputFiles files) {
        Path file = Path.of(word.substring(1));
        Optional<Yaml> root = files.read(file);
        if (root.isEmpty()) {
            return Map.of();
        }
        if (root.get() instanceof Yaml.Mapping mapping) {
            return mapping.entries();
        }
        throw new InvalidInput(Problem.at(
                root.get().position(),
                Message.of(
                        "a file of variables is %s, and should be a mapping",
                        root.get().kind()),
                Message.of("Such as port: 80, one variable a line.")));
    }
}
