package io.dockplay.engine.record;

import io.dockplay.resource.RecordedChange;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keeps a host's record from growing without end: the oldest lines that uninstall does not need go first.
 *
 * <p>Uninstall needs of each resource the first change into each state, which tells what was there before dockplay, and the
 * checksum of what was written last. A line that has one of them stays, were the record larger than it should be.
 */
public final class RecordCompaction {

    /** From this size on a record is shortened. */
    public static final int LIMIT = 1 << 20;

    /** What it is shortened to, so that this is not done at every run. */
    public static final int ROOM = LIMIT / 2;

    private RecordCompaction() {}

    /** The record in so many bytes, or in as few as it can be. */
    public static HostRecord shortened(HostRecord record, int room) {
        Set<HostRecord.Entry> needed = needed(record);
        int bytes = record.bytes();
        List<HostRecord.Entry> left = new ArrayList<>();
        for (HostRecord.Entry entry : record.entries()) {
            if (bytes > room && !needed.contains(entry)) {
                bytes -= entry.line().getBytes(StandardCharsets.UTF_8).length + 1;
            } else {
                left.add(entry);
            }
        }
        return new HostRecord(left);
    }

    /** A state of a part of a resource; of checksums only the last one counts, so there they are all alike. */
    private record Reached(String module, String label, String task, String key, String to) {

        static Reached of(HostRecord.Entry entry, RecordedChange change) {
            String to = change.isChecksum() ? "a checksum" : change.to();
            return new Reached(entry.module(), entry.label(), entry.task(), change.key(), to);
        }
    }

    /** Told by identity, for two lines may be alike. */
    private static Set<HostRecord.Entry> needed(HostRecord record) {
        Map<Reached, HostRecord.Entry> deciding = new HashMap<>();
        for (HostRecord.Entry entry : record.entries()) {
            for (RecordedChange change : entry.recorded()) {
                Reached reached = Reached.of(entry, change);
                if (change.isChecksum()) {
                    deciding.put(reached, entry);
                } else {
                    deciding.putIfAbsent(reached, entry);
                }
            }
        }
        Set<HostRecord.Entry> needed = Collections.newSetFromMap(new IdentityHashMap<>());
        needed.addAll(deciding.values());
        return needed;
    }
}
