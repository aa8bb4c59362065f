package io.dockplay.modules.packages;

import io.dockplay.resource.Content;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads which package an .rpm file holds, so that it is not sent to a host that has the package already.
 *
 * <p>The format: a lead of 96 bytes, a header of signatures (padded to 8 bytes), then the header that says what the
 * package is. A header is a magic number, the number of its entries and of its bytes of data, the entries (tag, type,
 * offset in the data, count) and the data.
 */
final class RpmHeader {

    private static final int LEAD_MAGIC = 0xEDABEEDB;
    private static final int LEAD_BYTES = 96;
    private static final int HEADER_MAGIC = 0x8EADE801;
    private static final int ENTRY_BYTES = 16;

    private static final int NAME = 1000;
    private static final int VERSION = 1001;
    private static final int RELEASE = 1002;
    private static final int EPOCH = 1003;
    private static final int ARCHITECTURE = 1022;

    private static final int TYPE_NUMBER = 4;
    private static final int TYPE_TEXT = 6;

    private RpmHeader() {}

    /** Reads the package in a file; none when it is not an .rpm file. */
    static Optional<RpmPackage> read(Content file) {
        ByteBuffer bytes = ByteBuffer.wrap(file.bytes());
        try {
            if (bytes.getInt(0) != LEAD_MAGIC) {
                return Optional.empty();
            }
            int signatures = end(bytes, LEAD_BYTES);
            return named(values(bytes, (signatures + 7) / 8 * 8));
        } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException e) {
            return Optional.empty(); // the file is shorter than its header says
        }
    }

    private static Optional<RpmPackage> named(Map<Integer, String> values) {
        String name = values.getOrDefault(NAME, "");
        String version = values.getOrDefault(VERSION, "");
        if (name.isEmpty() || version.isEmpty()) {
            return Optional.empty();
        }
        long epoch = Long.parseLong(values.getOrDefault(EPOCH, "0"));
        String release = values.getOrDefault(RELEASE, "");
        return Optional.of(new RpmPackage(
                name,
                new RpmVersion(Optional.of(epoch), version, Optional.of(release)),
                values.getOrDefault(ARCHITECTURE, "noarch")));
    }

    /** Returns the end of the header that begins at a place. */
    private static int end(ByteBuffer bytes, int at) {
        if (bytes.getInt(at) != HEADER_MAGIC) {
            throw new IllegalArgumentException("no header at " + at);
        }
        return Math.addExact(dataStart(bytes, at), bytes.getInt(at + 12));
    }

    private static int dataStart(ByteBuffer bytes, int at) {
        return at + 16 + Math.multiplyExact(bytes.getInt(at + 8), ENTRY_BYTES);
    }

    private static Map<Integer, String> values(ByteBuffer bytes, int at) {
        int end = end(bytes, at);
        int data = dataStart(bytes, at);
        Map<Integer, String> values = new HashMap<>();
        for (int entry = at + 16; entry < data; entry += ENTRY_BYTES) {
            int type = bytes.getInt(entry + 4);
            int place = data + bytes.getInt(entry + 8);
            if (type == TYPE_TEXT) {
                values.put(bytes.getInt(entry), text(bytes, place, end));
            } else if (type == TYPE_NUMBER) {
                values.put(bytes.getInt(entry), Long.toString(Integer.toUnsignedLong(bytes.getInt(place))));
            }
        }
        return values;
    }

    private static String text(ByteBuffer bytes, int from, int end) {
        int to = from;
        while (to < end && bytes.get(to) != 0) {
            to++;
        }
        byte[] text = new byte[to - from];
        bytes.get(from, text);
        return new String(text, StandardCharsets.UTF_8);
    }
}
