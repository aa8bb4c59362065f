package io.dockplay.cli.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dockplay.engine.event.Event;
import io.dockplay.engine.event.HostStats;
import io.dockplay.engine.fleet.RunSummary;
import io.dockplay.message.Message;
import io.dockplay.problem.FileTrouble;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Position;
import io.dockplay.problem.Problem;
import io.dockplay.report.log.EventJson;
import io.dockplay.report.log.RunHead;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A run that is read again from its log. */
public final class PastRun {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final RunHead head;
    private Instant now;

    private PastRun(Path file, RunHead head) {
        this.file = file;
        this.head = head;
        this.now = head.at();
    }

    /**
     * How a run ended.
     *
     * @param summary its hosts
     * @param exit its exit code
     */
    public record End(RunSummary summary, int exit) {}

    /** Reads the first line of a log. */
    static PastRun read(Path file) {
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            RunHead head = RunHead.read(JSON.readTree(String.valueOf(lines.readLine())));
            if (head.log() != RunHead.FORMAT) {
                throw new InvalidInput(Problem.at(
                        Position.of(file.toString()),
                        Message.of(
                                "the log is of format %s, and this dockplay reads format %s",
                                head.log(), RunHead.FORMAT),
                        Message.of("Show it with the dockplay that wrote it.")));
            }
            return new PastRun(file, head);
        } catch (JsonProcessingException | DateTimeException e) {
            throw spoilt(file, 1);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /** What the run was begun with. */
    public RunHead head() {
        return head;
    }

    /** The moment of the event that is being played. */
    public InstantSource clock() {
        return () -> now;
    }

    /**
     * Gives a listener the events as they came.
     *
     * @return how the run ended; empty when it was killed
     */
    public Optional<End> play(Consumer<Event> listener) {
        int number = 2;
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            lines.readLine();
            String line = lines.readLine();
            while (line != null) {
                String next = lines.readLine();
                if (next == null && !line.endsWith("}")) {
                    return Optional.empty(); // the run was killed while it wrote
                }
                JsonNode json = JSON.readTree(line);
                now = Instant.parse(json.path("at").asText());
                if (json.has("summary")) {
                    return Optional.of(end(json));
                }
                listener.accept(EventJson.read(json));
                line = next;
                number++;
            }
            return Optional.empty();
        } catch (JsonProcessingException | DateTimeException e) {
            throw spoilt(file, number);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static End end(JsonNode json) {
        TreeMap<String, HostStats> hosts =
                JSON.convertValue(json.path("summary"), new TypeReference<TreeMap<String, HostStats>>() {});
        return new End(new RunSummary(hosts, List.of()), json.path("exit").asInt());
    }

    private static InvalidInput spoilt(Path file, int line) {
        return new InvalidInput(Problem.at(
                new Position(file.toString(), line, 0),
                Message.of("this is no line of a run's log"),
                Message.of("Somebody has changed the file, or another dockplay wrote it.")));
    }

    private static InvalidInput unreadable(Path file, IOException e) {
        return new InvalidInput(Problem.at(
                Position.of(file.toString()),
                Message.of("the log cannot be read: %s", FileTrouble.of(e)),
                Message.of("Check its permissions.")));
    }
}
