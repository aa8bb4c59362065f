package io.dockplay.transport;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Keeps the beginning of a command's standard error, for messages. */
public final class Complaints extends OutputStream {

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

    @Override
    public synchronized void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        kept.write(bytes, offset, Math.min(length, Limits.COMPLAINTS - kept.size()));
    }

    @Override
    public synchronized String toString() {
        return kept.toString(StandardCharsets.UTF_8);
    }
}
