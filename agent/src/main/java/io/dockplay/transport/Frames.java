package io.dockplay.transport;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

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

    /** Frames that are whole with their line: waiting for what comes next would be waiting for nothing. */
    private static final Set<String> WITHOUT_CONTENT =
            Set.of("done", "pause", "waiting", "ready", "probe", "end", "refused");

    private static final String NOISE = "noise";

    private final InputStream in;
    private final byte[] nonce;
    private List<String> open = List.of(NOISE);

    Frames(InputStream in, String nonce) {
        this.in = new BufferedInputStream(in);
        this.nonce = (nonce + " ").getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * The next frame.
     *
     * @return a frame of kind {@code noise} for what was written outside any frame, such as sudo's complaints; one of
     *     kind {@code end-of-stream} with what was left when the stream ended
     */
    Frame read() throws IOException {
        List<String> words = open;
        if (WITHOUT_CONTENT.contains(words.get(0))) {
            open = List.of(NOISE);
            return new Frame(words, new byte[0]);
        }
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
                open = List.of(new String(whole, nonce.length, whole.length - nonce.length, StandardCharsets.UTF_8)
                        .split(" ", -1));
                boolean nothing = words.get(0).equals(NOISE) && content.size() <= 1;
                return nothing ? read() : new Frame(words, withoutLastNewline(content.toByteArray()));
            }
            content.writeBytes(whole);
            content.write('\n');
        }
        content.writeBytes(line.toByteArray());
        open = List.of(NOISE);
        return new Frame(List.of("end-of-stream"), content.toByteArray());
    }

    private boolean startsWithNonce(byte[] line) {
        return line.length > nonce.length && Arrays.equals(line, 0, nonce.length, nonce, 0, nonce.length);
    }

    /** The newline before a frame line belongs to the frame. */
    private static byte[] withoutLastNewline(byte[] content) {
        return content.length == 0 ? content : Arrays.copyOf(content, content.length - 1);
    }
}
