package io.dockplay.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dockplay.playbook.LostTask;
import io.dockplay.resource.Change;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The record that a host keeps of the changes that dockplay made to it, in /var/lib/dockplay/record.
 *
 * <p>One JSON object a line, oldest first, written before the change begins, so that a run that breaks leaves no change
 * unrecorded. A file's content is not part of it. A line that cannot be read, such as one that a crash has torn, is passed
 * over.
 *
 * @param entries the lines that could be read
 */
public record HostRecord(List<Entry> entries) {

    private static final ObjectMapper JSON = new ObjectMapper();

    public HostRecord {
        entries = List.copyOf(entries);
    }

    /**
     * Some changes that were made to one resource together.
     *
     * @param line the line itself, without its newline
     * @param at when; the epoch where the line does not say
     * @param run the name of the run; empty where the line does not say, because an older dockplay wrote it
     * @param playbook the file of the playbook; empty where the line does not say
     * @param task the task's name
     * @param module such as {@code package}
     * @param noLog whether its task says {@code no_log}, so that the label and the changes are nobody's to see
     * @param label such as {@code docker-ce}
     * @param changes what, from and to
     */
    public record Entry(
            String line,
            Instant at,
            String run,
            String playbook,
            String task,
            String module,
            boolean noLog,
            String label,
            List<Change> changes) {

        public Entry {
            changes = List.copyOf(changes);
        }

        /** What it is of, as it may be told: {@code package docker-ce}. */
        String called() {
            return noLog ? module : module + " " + label;
        }

        boolean isOf(Item item) {
            boolean called = isWordless()
                    ? task.equals(item.task().name())
                    : item.resource().isCalled(label);
            return module.equals(item.task().module()) && called;
        }

        /** Whether it has no label, and so only its task tells what it is of. */
        boolean isWordless() {
            return label.equals(Secrets.MASK) && LostTask.isNeverGivenBack(module);
        }

        /** The same as it may be told; the checksums that only uninstall needs name files. */
        private Entry shown() {
            return noLog
                    ? new Entry(
                            "",
                            at,
                            run,
                            playbook,
                            task,
                            module,
                            true,
                            Secrets.MASK,
                            hidden(changes.stream()
                                    .filter(change -> !RecordBound.isChecksum(change))
                                    .toList()))
                    : this;
        }
    }

    private static List<Change> hidden(List<Change> changes) {
        return changes.stream()
                .map(any -> Change.of(Secrets.MASK, Secrets.MASK, Secrets.MASK))
                .toList();
    }

    /**
     * The line that records a change; {@code changes} comes last, because runtime.sh puts others in their place.
     *
     * <p>Of a task with {@code no_log} it keeps what uninstall needs, such as a file's path, and says that nobody is to see it;
     * of what uninstall cannot take back, such as a command, no word.
     */
    static String line(String run, Item item, List<Change> changes) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("at", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        entry.put("run", run);
        entry.put("playbook", item.task().position().file());
        entry.put("task", item.task().name());
        entry.put("module", item.task().module());
        boolean noLog = item.task().manner().isSecret();
        boolean wordless = noLog && LostTask.isNeverGivenBack(item.task().module());
        if (noLog) {
            entry.put("no_log", true);
        }
        entry.put("label", wordless ? Secrets.MASK : item.resource().label());
        entry.put(
                "changes",
                (wordless ? hidden(changes) : changes)
                        .stream()
                                .map(change -> Map.of("what", change.what(), "from", change.from(), "to", change.to()))
                                .toList());
        try {
            return JSON.writeValueAsString(entry) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The record that a host answered with. */
    static HostRecord read(String text) {
        return new HostRecord(text.lines().flatMap(line -> entry(line).stream()).toList());
    }

    /**
     * The changes that were made to each of the items, oldest first. Two tasks may look after the same resource; each change
     * belongs to the one that made it.
     */
    IdentityHashMap<Item, List<Change>> made(List<Item> items) {
        IdentityHashMap<Item, List<Change>> made = new IdentityHashMap<>();
        for (Entry entry : entries) {
            items.stream()
                    .filter(entry::isOf)
                    .min(Comparator.comparing(item -> !item.task().name().equals(entry.task())))
                    .ifPresent(item ->
                            made.computeIfAbsent(item, any -> new ArrayList<>()).addAll(entry.changes()));
        }
        return made;
    }

    /** Whether the first that it tells of a thing is that it was not there. */
    boolean tellsOfBringing(String module, String what) {
        return entries.stream()
                .filter(entry -> entry.module().equals(module))
                .flatMap(entry -> entry.changes().stream())
                .filter(change -> change.what().equals(what) && !RecordBound.isChecksum(change))
                .findFirst()
                .filter(first -> first.from().equals(Change.ABSENT))
                .isPresent();
    }

    /** What is left of the record when some have been given back and others not. */
    HostRecord without(List<Item> givenBack, List<Item> open) {
        return new HostRecord(entries.stream()
                .filter(entry -> open.stream().anyMatch(entry::isOf)
                        || givenBack.stream().noneMatch(entry::isOf))
                .toList());
    }

    /** What of it is not older, as it may be told. */
    HostRecord since(Instant since) {
        return new HostRecord(entries.stream()
                .filter(entry -> !entry.at().isBefore(since))
                .map(Entry::shown)
                .toList());
    }

    /** The record as the host keeps it. */
    String text() {
        return entries.stream().map(entry -> entry.line() + "\n").collect(Collectors.joining());
    }

    /** How long that is. */
    int bytes() {
        return text().getBytes(StandardCharsets.UTF_8).length;
    }

    private static Optional<Entry> entry(String line) {
        try {
            var node = JSON.readTree(line);
            if (!node.isObject()) {
                return Optional.empty();
            }
            List<Change> changes = new ArrayList<>();
            node.path("changes")
                    .forEach(change -> changes.add(Change.of(
                            change.path("what").asText(),
                            change.path("from").asText(),
                            change.path("to").asText())));
            return Optional.of(new Entry(
                    line,
                    instant(node.path("at").asText()),
                    node.path("run").asText(),
                    node.path("playbook").asText(),
                    node.path("task").asText(),
                    node.path("module").asText(),
                    node.path("no_log").asBoolean(),
                    node.path("label").asText(),
                    changes));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            return Instant.EPOCH;
        }
    }
}
