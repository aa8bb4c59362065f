package io.dockplay.transport;

import io.dockplay.resource.Utf8;
import java.util.Arrays;

/** Keeps the end of an output of unknown length. */
final class Tail {

    private static final int SMALL = 1 << 10;

    private final int most;
    private byte[] ring = new byte[0];
    private long written;

    /**
     * @param most how many bytes are kept
     */
    Tail(int most) {
        this.most = most;
    }

    void write(byte[] bytes) {
        int from = Math.max(0, bytes.length - most);
        written += from; // would be overwritten by what follows
        makeRoomFor(bytes.length - from);
        for (int i = from; i < bytes.length; ) {
            int at = (int) (written % ring.length);
            int count = Math.min(bytes.length - i, ring.length - at);
            System.arraycopy(bytes, i, ring, at, count);
            written += count;
            i += count;
        }
    }

    /** Grows the buffer, as long as nothing is overwritten yet; until then the bytes start at its beginning. */
    private void makeRoomFor(int more) {
        long needed = written + more;
        if (needed > ring.length && ring.length < most) {
            long size = Math.max(ring.length, SMALL);
            while (size < needed && size < most) {
                size *= 2;
            }
            byte[] larger = new byte[(int) Math.min(size, most)];
            System.arraycopy(ring, 0, larger, 0, (int) Math.min(written, ring.length));
            ring = larger;
        }
    }

    /** The kept text; its first line says how many bytes are left out, if any are. */
    String text() {
        if (written <= ring.length) {
            return Utf8.text(Arrays.copyOf(ring, (int) written));
        }
        int at = (int) (written % ring.length);
        byte[] kept = Arrays.copyOf(Arrays.copyOfRange(ring, at, ring.length), ring.length);
        System.arraycopy(ring, 0, kept, ring.length - at, at);
        int line = 0;
        while (line < kept.length && kept[line] != '\n') {
            line++;
        }
        int from = line < kept.length - 1 ? line + 1 : 0;
        return "[the first %d bytes are left out]\n".formatted(written - kept.length + from)
                + Utf8.text(Arrays.copyOfRange(kept, from, kept.length));
    }

    /** How many bytes are not kept. */
    long cut() {
        return Math.max(0, written - ring.length);
    }
}
