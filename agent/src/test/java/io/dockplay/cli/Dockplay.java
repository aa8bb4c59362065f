package io.dockplay.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dockplay.cli.config.Environment;
import io.dockplay.cli.run.RunContext;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * One run of the program, and what it left behind.
 *
 * @param exit its exit code
 * @param out what it printed
 * @param err what it complained of
 */
public record Dockplay(int exit, String out, String err) {

    /** A run that nothing on this machine has a say in. */
    public static Dockplay run(Object... arguments) {
        return in(Path.of("/nowhere"), arguments);
    }

    /** A run in a folder. */
    public static Dockplay in(Path folder, Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] words = java.util.Arrays.stream(arguments).map(String::valueOf).toArray(String[]::new);
        Environment environment = new Environment(folder, Path.of("/nowhere"), Map.of());
        int exit =
                Main.run(new PrintWriter(out, true), new PrintWriter(err, true), environment, new RunContext(), words);
        return new Dockplay(exit, out.toString(), err.toString());
    }

    /** The lines of {@code --format json} of one kind. */
    public List<JsonNode> events(String kind) {
        ObjectMapper json = new ObjectMapper();
        return out.lines()
                .map(line -> {
                    try {
                        return json.readTree(line);
                    } catch (IOException e) {
                        throw new UncheckedIOException(line, e);
                    }
                })
                .filter(event -> event.path("event").asText().equals(kind))
                .toList();
    }

    /** {@code c7-1 package gcc}, sorted, of each event of a kind. */
    public List<String> steps(String kind) {
        return events(kind).stream()
                .map(event ->
                        event.path("host").asText() + " " + event.path("module").asText() + " "
                                + event.path("label").asText())
                .sorted()
                .toList();
    }

    @Override
    public String toString() {
        return "exit " + exit + "\n" + out + err;
    }
}
