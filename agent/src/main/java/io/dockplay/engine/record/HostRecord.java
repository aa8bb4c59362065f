package io.dockplay.engine.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dockplay.playbook.OrphanedTask;
import io.dockplay.resource.Change;
import io.dockplay.resource.RecordedChange;
import io.dockplay.resource.ScriptResult;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
    private static final String GIVEN_BACK = "given_back";
    private static final String BY_UNINSTALL = "uninstall";
    private static final String CODE = "code";

    public HostRecord {
        entries = List.copyOf(entries);
    }

    /** What stands in the place of what nobody is to see. */
    public static final String MASK = "********";

    /** What makes changes that are put on the record, and knows its own again: one resource of one task. */
    public interface Source {

        /** The file of the task. */
        String playbook();

        String taskName();

        String module();

        /** What the record calls it. */
        String recordLabel();

        /** Whether nobody is to see what it does. */
        boolean isSecret();

        /** Whether a change recorded under this label was made by it. */
        boolean isCalled(String recordedLabel);
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
     * @param past what became of it; {@link Past#NONE} while it is on the record
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
            List<Change> changes,
            Past past) {

        public Entry {
            changes = List.copyOf(changes);
        }

        /** The same of what is on the record. */
        public Entry(
                String line,
                Instant at,
                String run,
                String playbook,
                String task,
                String module,
                boolean noLog,
                String label,
                List<Change> changes) {
            this(line, at, run, playbook, task, module, noLog, label, changes, Past.NONE);
        }

        /** Whether both are of one change. */
        private boolean isOfTheSame(Entry other) {
            return at.equals(other.at)
                    && run.equals(other.run)
                    && task.equals(other.task)
                    && module.equals(other.module)
                    && label.equals(other.label);
        }

        private Entry with(Past now) {
            return new Entry(line, at, run, playbook, task, module, noLog, label, changes, now);
        }

        /** The changes as uninstall reads them. */
        public List<RecordedChange> recorded() {
            return changes.stream().map(Change::recorded).toList();
        }

        /** What it is of, as it may be told: {@code package docker-ce}. */
        public String called() {
            return noLog ? module : module + " " + label;
        }

        public boolean isOf(Source source) {
            boolean called = isWordless() ? task.equals(source.taskName()) : source.isCalled(label);
            return module.equals(source.module()) && called;
        }

        /** Whether it has no label, and so only its task tells what it is of. */
        public boolean isWordless() {
            return label.equals(MASK) && OrphanedTask.isNeverGivenBack(module);
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
                            MASK,
                            hidden(changes.stream()
                                    .filter(change -> !change.recorded().isChecksum())
                                    .toList()),
                            past)
                    : this;
        }
    }

    /**
     * What became of a line that is on the record no more, or that tells of giving back.
     *
     * @param givenBack when it was given back; none while it is on the record
     * @param byUninstall whether it is a change by which something was given back
     * @param ended how the change ended, in words, where it did not end well
     */
    public record Past(Optional<Instant> givenBack, boolean byUninstall, Optional<String> ended) {

        /** It is on the record, and ended well as far as the record tells. */
        public static final Past NONE = new Past(Optional.empty(), false, Optional.empty());

        private Past endedAs(Optional<String> how) {
            return new Past(givenBack, byUninstall, how);
        }

        private static Past of(JsonNode line) {
            return new Past(
                    Optional.of(line.path(GIVEN_BACK).asText())
                            .filter(at -> !at.isEmpty())
                            .map(HostRecord::instant),
                    line.path(BY_UNINSTALL).asBoolean(),
                    line.has(CODE)
                            ? Optional.of(
                                    new ScriptResult(line.path(CODE).asInt(ScriptResult.UNKNOWN), "", "").ending())
                            : Optional.empty());
        }
    }

    private static List<Change> hidden(List<Change> changes) {
        return changes.stream().map(any -> Change.of(MASK, MASK, MASK)).toList();
    }

    /**
     * The line that records a change; {@code changes} comes last, because runtime.sh puts others in their place.
     *
     * <p>Of a task with {@code no_log} it keeps what uninstall needs, such as a file's path, and says that nobody is to see it;
     * of what uninstall cannot take back, such as a command, no word.
     */
    public static String line(String run, Source source, List<Change> changes) {
        ObjectNode entry = JSON.createObjectNode();
        entry.put(RecordLine.VERSION, RecordLine.CURRENT);
        entry.put("at", now());
        entry.put("run", run);
        entry.put("playbook", source.playbook());
        entry.put("task", source.taskName());
        entry.put("module", source.module());
        boolean noLog = source.isSecret();
        boolean wordless = noLog && OrphanedTask.isNeverGivenBack(source.module());
        if (noLog) {
            entry.put("no_log", true);
        }
        entry.put("label", wordless ? MASK : source.recordLabel());
        RecordLine.write(wordless ? hidden(changes) : changes, entry);
        return entry + "\n";
    }

    /** The lines that a host keeps of what was given back: each as it was, with the moment and the run that gave it back. */
    public static String given(HostRecord givenBack, String run) {
        StringBuilder lines = new StringBuilder();
        for (Entry entry : givenBack.entries()) {
            try {
                if (JSON.readTree(entry.line()) instanceof ObjectNode line) {
                    line.put(GIVEN_BACK, now()).put("given_back_by", run);
                    lines.append(JSON.writeValueAsString(line)).append('\n');
                }
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(e); // it was read before
            }
        }
        return lines.toString();
    }

    /** The line that a host keeps of a change which gave something back, as it was told. */
    public static String giving(
            String run, String playbook, String task, String module, String label, List<Change> made) {
        ObjectNode line = JSON.createObjectNode();
        line.put(RecordLine.VERSION, RecordLine.CURRENT);
        line.put("at", now()).put("run", run).put("playbook", playbook);
        line.put("task", task).put("module", module);
        line.put("label", label).put(BY_UNINSTALL, true);
        RecordLine.write(made, line);
        return line + "\n";
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** What of it is not in another. */
    public HostRecord minus(HostRecord other) {
        Set<Entry> left = Collections.newSetFromMap(new IdentityHashMap<>());
        left.addAll(other.entries());
        return new HostRecord(
                entries.stream().filter(entry -> !left.contains(entry)).toList());
    }

    /** The changes alone, each with how it ended, which the host tells in a line of its own below it. */
    public HostRecord changes() {
        List<Entry> told = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry.past().ended().isEmpty()) {
                told.add(entry);
                continue;
            }
            for (int i = 0; i < told.size(); i++) {
                Entry other = told.get(i);
                if (other.isOfTheSame(entry)) {
                    told.set(i, other.with(other.past().endedAs(entry.past().ended())));
                }
            }
        }
        return new HostRecord(told);
    }

    /** Both, the oldest first. */
    public HostRecord with(HostRecord other) {
        return new HostRecord(Stream.concat(entries.stream(), other.entries().stream())
                .sorted(Comparator.comparing(Entry::at))
                .toList());
    }

    /** The record that a host answered with. */
    public static HostRecord read(String text) {
        return new HostRecord(text.lines().flatMap(line -> entry(line).stream()).toList());
    }

    /**
     * The changes that were made by each of the sources, oldest first. Two tasks may look after the same resource; each change
     * belongs to the one that made it.
     */
    public <S extends Source> IdentityHashMap<S, List<RecordedChange>> made(List<S> sources) {
        IdentityHashMap<S, List<RecordedChange>> made = new IdentityHashMap<>();
        for (Entry entry : entries) {
            sources.stream()
                    .filter(entry::isOf)
                    .min(Comparator.comparing(source -> !source.taskName().equals(entry.task())))
                    .ifPresent(source -> made.computeIfAbsent(source, any -> new ArrayList<>())
                            .addAll(entry.recorded()));
        }
        return made;
    }

    /** Whether the first that it tells of a thing is that it was not there. */
    public boolean tellsOfBringing(String module, String key) {
        return entries.stream()
                .filter(entry -> entry.module().equals(module))
                .flatMap(entry -> entry.recorded().stream())
                .filter(change -> change.isOf(key) && !change.isChecksum())
                .findFirst()
                .filter(RecordedChange::wasAbsent)
                .isPresent();
    }

    /** What is left of the record when some have been given back and others not. */
    public HostRecord without(List<? extends Source> givenBack, List<? extends Source> open) {
        return new HostRecord(entries.stream()
                .filter(entry -> open.stream().anyMatch(entry::isOf)
                        || givenBack.stream().noneMatch(entry::isOf))
                .toList());
    }

    /** What of it is not older, as it may be told. */
    public HostRecord since(Instant since) {
        return new HostRecord(entries.stream()
                .filter(entry -> !entry.at().isBefore(since))
                .map(Entry::shown)
                .toList());
    }

    /** The record as the host keeps it. */
    public String text() {
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
            return Optional.of(new Entry(
                    line,
                    instant(node.path("at").asText()),
                    node.path("run").asText(),
                    node.path("playbook").asText(),
                    node.path("task").asText(),
                    node.path("module").asText(),
                    node.path("no_log").asBoolean(),
                    node.path("label").asText(),
                    RecordLine.changes(node),
                    Past.of(node)));
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
