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
 * Keeps a host's record from growing without end: it removes the oldest lines that uninstall does not need.
 *
 * <p>Of each resource uninstall needs the first change to each value, because it has the value before dockplay, and the
 * checksum of the last file. A line that has one of these stays, even if the record remains too large.
 */
public final class RecordCompaction {

    /** The size above which a record is shortened, in bytes. */
    public static final int LIMIT = 1 << 20;

    /** The size that a record is shortened to; far below the limit, so that not every run shortens the record. */
    public static final int ROOM = LIMIT / 2;

    private RecordCompaction() {}

    /** Returns the record in at most this many bytes, or as short as possible. */
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

    /** A value that a part of a resource was changed to. All checksums are one value, because only the last counts. */
    private record Reached(String module, String label, String task, String key, String to) {

        static Reached of(HostRecord.Entry entry, RecordedChange change) {
            String to = change.isChecksum() ? "a checksum" : change.to();
            return new Reached(entry.module(), entry.label(), entry.task(), change.key(), to);
        }
    }

    /** Returns the lines that uninstall needs, compared by identity, because two lines may be equal. */
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
