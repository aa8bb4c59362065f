package io.dockplay.engine.record;

import io.dockplay.playbook.OrphanedTask;
import io.dockplay.resource.Change;
import io.dockplay.resource.RecordedChange;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
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
 * <p>It has one JSON object a line, oldest first. A line is written before its change begins, so an interrupted run
 * leaves no change unrecorded. The content of files is not on the record. A line that cannot be read is skipped, such
 * as one that a crash has cut off.
 *
 * @param entries the lines that could be read
 */
public record HostRecord(List<Entry> entries) {

    /** The text that is shown in place of a secret. */
    public static final String MASK = "********";

    public HostRecord {
        entries = List.copyOf(entries);
    }

    /** Makes the changes that are recorded, and recognizes its own lines later: one resource of one task. */
    public interface Source {

        /** Returns the path of the file that the task is in. */
        String playbook();

        /** Returns the name of the task. */
        String taskName();

        /** Returns the name of the module, such as {@code package}. */
        String module();

        /** Returns the label of the resource on the record. */
        String recordLabel();

        /** Whether the task says {@code no_log}. */
        boolean isSecret();

        /** Whether it made the changes that are recorded under this label. */
        boolean isCalled(String recordedLabel);
    }

    /**
     * One line of the record: the changes that one step made to one resource.
     *
     * @param line the line itself, without its newline
     * @param at when the changes were made; the epoch when the line does not say
     * @param run the name of the run; empty when the line does not say, because an older dockplay wrote it
     * @param playbook the path of the playbook; empty when the line does not say
     * @param task the task's name
     * @param module such as {@code package}
     * @param noLog whether its task says {@code no_log}, so that the label and the changes are not shown
     * @param label such as {@code docker-ce}
     * @param changes what was changed, from which value and to which
     * @param past what happened to the line later; {@link Past#NONE} while it is on the record
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

        /** Makes an entry that is still on the record. */
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

        /** Whether both lines are about the same changes. */
        private boolean isOfSameChanges(Entry other) {
            return at.equals(other.at)
                    && run.equals(other.run)
                    && task.equals(other.task)
                    && module.equals(other.module)
                    && label.equals(other.label);
        }

        private Entry with(Past newPast) {
            return new Entry(line, at, run, playbook, task, module, noLog, label, changes, newPast);
        }

        /** Returns the changes as uninstall reads them. */
        public List<RecordedChange> recorded() {
            return changes.stream().map(Change::recorded).toList();
        }

        /** Returns the module and the label, such as {@code package docker-ce}; with {@code no_log} only the module. */
        public String title() {
            return noLog ? module : module + " " + label;
        }

        /** Whether the source made these changes. */
        public boolean isOf(Source source) {
            boolean isCalled = hasNoLabel() ? task.equals(source.taskName()) : source.isCalled(label);
            return module.equals(source.module()) && isCalled;
        }

        /** Whether {@code no_log} keeps the label off the record; then only the task's name identifies the source. */
        public boolean hasNoLabel() {
            return label.equals(MASK) && OrphanedTask.isNeverGivenBack(module);
        }

        /** Returns the entry as it may be shown. With {@code no_log} it has no checksums, because they name files. */
        private Entry masked() {
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
                            RecordLine.masked(changes.stream()
                                    .filter(change -> !change.recorded().isChecksum())
                                    .toList()),
                            past)
                    : this;
        }
    }

    /**
     * What happened to a line later.
     *
     * @param givenBack when its changes were restored; none while the line is on the record
     * @param byUninstall whether an uninstall made the changes in order to restore something
     * @param ended how the changes ended, in words, if they failed
     */
    public record Past(Optional<Instant> givenBack, boolean byUninstall, Optional<String> ended) {

        /** The past of a line that is still on the record, and whose changes did not fail as far as the record says. */
        public static final Past NONE = new Past(Optional.empty(), false, Optional.empty());

        private Past endedAs(Optional<String> how) {
            return new Past(givenBack, byUninstall, how);
        }
    }

    /** Returns the lines that the other record does not have. */
    public HostRecord minus(HostRecord other) {
        Set<Entry> others = Collections.newSetFromMap(new IdentityHashMap<>());
        others.addAll(other.entries());
        return new HostRecord(
                entries.stream().filter(entry -> !others.contains(entry)).toList());
    }

    /** Returns the lines of changes, each with how it ended; the host writes that as a line of its own further down. */
    public HostRecord changes() {
        List<Entry> merged = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry.past().ended().isEmpty()) {
                merged.add(entry);
                continue;
            }
            for (int i = 0; i < merged.size(); i++) {
                Entry other = merged.get(i);
                if (other.isOfSameChanges(entry)) {
                    merged.set(i, other.with(other.past().endedAs(entry.past().ended())));
                }
            }
        }
        return new HostRecord(merged);
    }

    /** Returns the lines of both records, oldest first. */
    public HostRecord with(HostRecord other) {
        return new HostRecord(Stream.concat(entries.stream(), other.entries().stream())
                .sorted(Comparator.comparing(Entry::at))
                .toList());
    }

    /** Reads the record that a host sent. */
    public static HostRecord read(String text) {
        return new HostRecord(
                text.lines().flatMap(line -> RecordLine.read(line).stream()).toList());
    }

    /**
     * Returns the changes of each source, oldest first. If two tasks manage the same resource, each change belongs to
     * the task that made it.
     */
    public <S extends Source> IdentityHashMap<S, List<RecordedChange>> changesBySource(List<S> sources) {
        IdentityHashMap<S, List<RecordedChange>> changes = new IdentityHashMap<>();
        for (Entry entry : entries) {
            sources.stream()
                    .filter(entry::isOf)
                    .min(Comparator.comparing(source -> !source.taskName().equals(entry.task())))
                    .ifPresent(source -> changes.computeIfAbsent(source, any -> new ArrayList<>())
                            .addAll(entry.recorded()));
        }
        return changes;
    }

    /** Whether a thing was absent before its first change on this record. */
    public boolean wasAbsentAtFirst(String module, String key) {
        return entries.stream()
                .filter(entry -> entry.module().equals(module))
                .flatMap(entry -> entry.recorded().stream())
                .filter(change -> change.isOf(key) && !change.isChecksum())
                .findFirst()
                .filter(RecordedChange::wasAbsent)
                .isPresent();
    }

    /** Returns the record without the lines of the restored sources; the lines of open sources stay in any case. */
    public HostRecord without(List<? extends Source> restored, List<? extends Source> open) {
        return new HostRecord(entries.stream()
                .filter(entry ->
                        open.stream().anyMatch(entry::isOf) || restored.stream().noneMatch(entry::isOf))
                .toList());
    }

    /** Returns the lines that are not older than this, as they may be shown. */
    public HostRecord since(Instant since) {
        return new HostRecord(entries.stream()
                .filter(entry -> !entry.at().isBefore(since))
                .map(Entry::masked)
                .toList());
    }

    /** Returns the record as the host stores it. */
    public String text() {
        return entries.stream().map(entry -> entry.line() + "\n").collect(Collectors.joining());
    }

    /** Returns the size of the record on the host. */
    int bytes() {
        return text().getBytes(StandardCharsets.UTF_8).length;
    }
}
