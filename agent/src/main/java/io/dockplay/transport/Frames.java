package io.dockplay.transport;

import io.dockplay.message.Message;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads the frames that runtime.sh writes.
 *
 * <p>A frame is a line that begins with the run's nonce, and any bytes up to the newline before the next such line. The
 * nonce holds 128 random bits that only the runtime knows, so no output can pose as a frame. The beginning of the nonce
 * stands in the start's command line, where all users of the host can see it. It is enough for two words only: {@code
 * ready} and {@code refused}. A host that knows the nonce can still send anything: what is kept of it is bounded, and a
 * frame that makes no sense ends with {@link GivenUp}.
 */
final class Frames {

    /**
     * A frame line and the bytes up to the next one.
     *
     * @param words the frame line without the nonce, such as {@code [end, 3, 0]}
     * @param content what follows it
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Frame(List<String> words, byte[] content) {

        String kind() {
            return words.get(0);
        }

        /** Returns an argument of the frame line. */
        String word(int index) throws GivenUp {
            if (index >= words.size()) {
                throw GivenUp.garbled(String.join(" ", words));
            }
            return words.get(index);
        }

        /** Returns an argument that is a whole number. */
        int number(int index) throws GivenUp {
            try {
                return Integer.parseInt(word(index));
            } catch (NumberFormatException e) {
                throw GivenUp.garbled(String.join(" ", words));
            }
        }

        String text() {
            return new String(content, StandardCharsets.UTF_8);
        }
    }

    /** Frames that consist of their line only, so nothing more is waited for. */
    private static final Set<String> WITHOUT_CONTENT =
            Set.of("done", "pause", "waiting", "ready", "probe", "end", "same", "skipped", "refused");

    /** Frames that may be divided: several pieces mean the same as one frame. */
    private static final Set<String> IN_PIECES = Set.of("output", "errors");

    private static final String NOISE = "noise";

    /** After so many more bytes of an answer the room for them is asked for. */
    private static final int STEP = 16 << 10;

    private static final byte[] NOTHING = new byte[0];

    /** The frames that are written before the runtime starts or after it has ended. */
    private static final Pattern OF_THE_START = Pattern.compile(" (?:ready|refused [0-9]{1,3})");

    private final InputStream in;
    private final byte[] start;
    private final String rest;
    /** Small, because each host of a run has one, and what is long is kept elsewhere anyway. */
    private final byte[] buffer = new byte[2 << 10];

    private int at;
    private int filled;

    private List<String> open = List.of(NOISE);
    private ByteArrayOutputStream content = new ByteArrayOutputStream();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    /** How many bytes of the nonce the line has matched so far; negative when it is not a frame line. */
    private int matched;

    /** Whether a line has just ended; its newline may belong to the next frame. */
    private boolean newline;

    /**
     * @param start how the nonce begins
     * @param nonce the whole of it
     */
    Frames(InputStream in, String start, String nonce) {
        this.in = in;
        this.start = start.getBytes(StandardCharsets.US_ASCII);
        this.rest = nonce.substring(start.length()) + " ";
    }

    /**
     * Reads the next frame.
     *
     * @param room the memory that answers may use
     * @return the frame; its kind is {@code noise} for output outside any frame, such as sudo's complaints (only the
     *     beginning is kept), and {@code end-of-stream} for what is left at the end; a long output comes in pieces
     * @throws GivenUp when an answer is too long
     */
    Frame read(Room room) throws IOException {
        while (true) {
            List<String> words = open;
            if (WITHOUT_CONTENT.contains(words.get(0))) {
                open = List.of(NOISE);
                return new Frame(words, NOTHING);
            }
            Frame frame = withContent(words, room);
            if (!frame.kind().equals(NOISE) || frame.content().length > 0) {
                return frame;
            }
        }
    }

    private Frame withContent(List<String> words, Room room) throws IOException {
        boolean isNoise = words.get(0).equals(NOISE);
        boolean inPieces = IN_PIECES.contains(words.get(0));
        int accounted = 0;
        for (int b = next(); b >= 0; b = next()) {
            if (matched == start.length) {
                if (b != '\n' && line.size() < Limits.FRAME_LINE) {
                    line.write(b);
                    continue;
                }
                String told = line.toString(StandardCharsets.UTF_8);
                if (b == '\n' && isFrame(told)) {
                    if (!isNoise && !inPieces) {
                        room.take(content.size() - accounted);
                    }
                    begin(told.substring(told.startsWith(rest) ? rest.length() : 1));
                    return new Frame(words, takeContent());
                }
                if (told.startsWith(rest)) {
                    throw GivenUp.garbled(told.substring(rest.length()));
                }
                keepHeld();
                content.writeBytes(line.toByteArray());
                line.reset();
            }
            if (matched >= 0 && b == start[matched]) {
                matched++;
                continue;
            }
            if (isNoise && content.size() >= Limits.COMPLAINTS) {
                matched = b == '\n' ? 0 : -1;
                if (matched < 0) {
                    at = endOfLine(filled);
                }
                continue;
            }
            keep(b);
            if (matched < 0) {
                int bound = isNoise ? Limits.COMPLAINTS : inPieces ? 2 * Limits.PIECE : accounted + STEP;
                keepLine(bound - content.size());
            }
            if (inPieces) {
                if (content.size() >= (newline ? Limits.PIECE : 2 * Limits.PIECE)) {
                    return new Frame(words, takeContent());
                }
            } else if (!isNoise && content.size() - accounted >= STEP) {
                room.take(content.size() - accounted);
                accounted = content.size();
                if (accounted > Limits.ANSWER) {
                    throw GivenUp.tooMuch(Message.of("in one answer"), Limits.ANSWER);
                }
            }
        }
        keepHeld();
        content.writeBytes(line.toByteArray());
        open = List.of(NOISE);
        line.reset();
        return new Frame(List.of("end-of-stream"), takeContent());
    }

    private boolean isFrame(String told) {
        return told.startsWith(rest) || OF_THE_START.matcher(told).matches();
    }

    private void begin(String words) {
        open = List.of(words.split(" ", -1));
        line.reset();
        matched = 0;
        newline = false;
    }

    private void keep(int b) {
        keepHeld();
        if (b == '\n') {
            matched = 0;
            newline = true;
        } else {
            content.write(b);
        }
    }

    /** Keeps at once what the buffer holds of a line that is known to be no frame's; no more than so many bytes. */
    private void keepLine(int most) {
        int end = endOfLine(Math.min(filled, at + Math.max(0, most)));
        content.write(buffer, at, end - at);
        at = end;
    }

    /** Where in the buffer the line ends, or the part of it that is looked at. */
    private int endOfLine(int last) {
        int end = at;
        while (end < last && buffer[end] != '\n') {
            end++;
        }
        return end;
    }

    /** Bytes that matched the beginning of a frame line, and are content after all. */
    private void keepHeld() {
        if (newline) {
            content.write('\n');
            newline = false;
        }
        content.write(start, 0, Math.max(0, matched));
        matched = -1;
    }

    private byte[] takeContent() {
        byte[] bytes = content.toByteArray();
        content = new ByteArrayOutputStream(); // do not keep a large buffer
        return bytes;
    }

    private int next() throws IOException {
        if (at == filled) {
            at = 0;
            filled = Math.max(0, in.read(buffer, 0, buffer.length));
            if (filled == 0) {
                return -1;
            }
        }
        return buffer[at++] & 0xff;
    }
}
