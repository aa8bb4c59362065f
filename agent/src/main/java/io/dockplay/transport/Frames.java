package io.dockplay.transport;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Reads the frames that runtime.sh writes.
 *
 * <p>A frame is a line that begins with the run's nonce, and any bytes up to the newline before the next one. The nonce is
 * 128 random bits, so no output can pose as a frame.
 */
final class Frames {

    /**
     * What stands between two frame lines.
     *
     * @param words the frame line without the nonce, such as {@code [end, 3, 0]}
     * @param content what follows it
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Frame(List<String> words, byte[] content) {

        String kind() {
            return words.get(0);
        }

        String word(int index) {
            return words.get(index);
        }

        String text() {
            return new String(content, StandardCharsets.UTF_8);
        }
    }

    private final InputStream in;
    private final byte[] nonce;
    private List<String> next = List.of("noise");

    Frames(InputStream in, String nonce) {
        this.in = new BufferedInputStream(in);
        this.nonce = (nonce + " ").getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * The next frame; the first is {@code noise}: what the host said before the runtime answered.
     *
     * @return a frame of kind {@code end-of-stream} with what was left when the stream ended
     */
    Frame read() throws IOException {
        if (next.isEmpty()) {
            return new Frame(List.of("end-of-stream"), new byte[0]);
        }
        List<String> words = next;
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (b != '\n') {
                line.write(b);
                continue;
            }
            byte[] whole = line.toByteArray();
            line.reset();
            if (startsWithNonce(whole)) {
                next = List.of(new String(whole, nonce.length, whole.length - nonce.length, StandardCharsets.UTF_8)
                        .split(" ", -1));
                return new Frame(words, withoutLastNewline(content.toByteArray()));
            }
            content.writeBytes(whole);
            content.write('\n');
        }
        content.writeBytes(line.toByteArray());
        next = List.of();
        return new Frame(List.of("noise".equals(words.get(0)) ? "noise" : "end-of-stream"), content.toByteArray());
    }

    private boolean startsWithNonce(byte[] line) {
        return line.length > nonce.length && Arrays.equals(line, 0, nonce.length, nonce, 0, nonce.length);
    }

    /** The newline before a frame line belongs to the frame. */
    private static byte[] withoutLastNewline(byte[] content) {
        return content.length == 0 ? content : Arrays.copyOf(content, content.length - 1);
    }
}
