package io.dockplay.cli.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dockplay.engine.event.Event;
import io.dockplay.engine.event.HostStats;
import io.dockplay.engine.fleet.RunSummary;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Position;
import io.dockplay.problem.Problem;
import io.dockplay.report.EventJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The logs of the last runs of a user, the oldest first by their names.
 *
 * @param folder where they are
 */
public record PastRuns(Path folder) {

    /** This many are kept. */
    static final int KEPT = 30;

    private static final String SUFFIX = ".jsonl";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The logs in the folder that the environment names. */
    public static PastRuns own() {
        return new PastRuns(StateFolder.path().resolve("runs"));
    }

    /**
     * How a run ended.
     *
     * @param at when
     * @param summary its hosts
     * @param exit its exit code
     */
    public record End(Instant at, RunSummary summary, int exit) {}

    /** The file for the log of a new run; the oldest logs make room for it. */
    Path fileFor(String run) throws IOException {
        if (Files.isDirectory(folder)) {
            List<Path> files = files();
            for (Path old : files.subList(0, Math.max(0, files.size() - KEPT + 1))) {
                Files.deleteIfExists(old);
            }
        }
        return file(run);
    }

    private Path file(String run) {
        return folder.resolve(run + SUFFIX);
    }

    /** The names of all runs, the oldest first. */
    public List<String> names() {
        try {
            return files().stream()
                    .map(file -> file.getFileName().toString())
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> file.getFileName().toString().endsWith(SUFFIX))
                    .sorted(Comparator.comparing(Path::getFileName))
                    .toList();
        }
    }

    /**
     * The one run that has this name, or whose name begins or ends so; without one, the last.
     *
     * @throws InvalidInput when there is none, or more than one
     */
    public String find(Optional<String> part) {
        List<String> all = names();
        if (all.isEmpty()) {
            throw new InvalidInput(
                    Problem.of("there is no log of a run in " + folder, "A run of apply or uninstall leaves one."));
        }
        if (part.isEmpty()) {
            return all.get(all.size() - 1);
        }
        List<String> found = all.stream()
                .filter(name -> name.startsWith(part.get()) || name.endsWith(part.get()))
                .toList();
        if (found.size() == 1) {
            return found.get(0);
        }
        throw new InvalidInput(
                found.isEmpty()
                        ? Problem.of(
                                "there is no run \"" + part.get() + "\" in " + folder,
                                "dockplay runs lists them; the last " + KEPT + " are kept.")
                        : Problem.of(
                                found.size() + " runs are called \"" + part.get() + "…\"",
                                "They are " + String.join(", ", found) + "."));
    }

    /** What a run was begun with. */
    public RunHead head(String run) {
        return read(run, event -> {}, true).head();
    }

    /** A log that was read: its first line, and its last one when the run came to its end. */
    public record Read(RunHead head, Optional<End> end) {}

    /**
     * Reads the log of a run.
     *
     * @param listener takes its events
     * @throws InvalidInput when it cannot be read, or is no log
     */
    public Read read(String run, Consumer<Event> listener) {
        return read(run, listener, false);
    }

    private Read read(String run, Consumer<Event> listener, boolean onlyHead) {
        Path file = file(run);
        int number = 1;
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            RunHead head = head(JSON.readTree(String.valueOf(lines.readLine())));
            if (head.log() != RunHead.FORMAT) {
                throw new InvalidInput(Problem.at(
                        Position.of(file.toString()),
                        "the log is of format " + head.log() + ", and this dockplay reads format " + RunHead.FORMAT,
                        "Show it with the dockplay that wrote it."));
            }
            Optional<End> end = Optional.empty();
            String line = onlyHead ? null : lines.readLine();
            while (line != null && end.isEmpty()) {
                String next = lines.readLine();
                number++;
                if (next == null && !line.endsWith("}")) {
                    break; // the run was killed while it wrote
                }
                JsonNode json = JSON.readTree(line);
                if (json.has("summary")) {
                    end = Optional.of(end(json));
                } else {
                    listener.accept(EventJson.read(json));
                }
                line = next;
            }
            return new Read(head, end);
        } catch (JsonProcessingException | DateTimeException e) {
            throw new InvalidInput(Problem.at(
                    new Position(file.toString(), number, 0),
                    "this is no line of a run's log",
                    "Somebody has changed the file, or another dockplay wrote it."));
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static RunHead head(JsonNode json) {
        List<String> hosts = new ArrayList<>();
        json.path("hosts").forEach(host -> hosts.add(host.asText()));
        return new RunHead(
                json.path("log").asInt(),
                json.path("run").asText(),
                Instant.parse(json.path("at").asText()),
                json.path("command").asText(),
                json.path("playbook").asText(),
                json.path("dry_run").asBoolean(),
                json.path("verbosity").asInt(),
                json.path("brief").asBoolean(),
                hosts);
    }

    private static End end(JsonNode json) {
        TreeMap<String, HostStats> hosts = new TreeMap<>(
                JSON.convertValue(json.path("summary"), new TypeReference<TreeMap<String, HostStats>>() {}));
        return new End(
                Instant.parse(json.path("at").asText()),
                new RunSummary(hosts, List.of()),
                json.path("exit").asInt());
    }

    private static InvalidInput unreadable(Path file, IOException e) {
        return new InvalidInput(Problem.at(
                Position.of(file.toString()), "the log cannot be read: " + e.getMessage(), "Check its permissions."));
    }
}
