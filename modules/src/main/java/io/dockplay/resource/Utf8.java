package io.dockplay.resource;

import io.dockplay.message.Message;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Converts bytes of a host to text and back without loss.
 *
 * <p>As in Python, and so in Ansible, a byte that is not UTF-8 becomes one character from U+DC80 to U+DCFF. It becomes
 * the
 * byte again when the text is sent to a host or written to a file.
 */
public final class Utf8 {

    /** The difference between a byte that is not UTF-8 and its character; no valid text has such a character alone. */
    private static final char ESCAPE = '\uDC00';

    private Utf8() {}

    /** The text of any bytes. */
    public static String text(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder(); // reports what is not UTF-8
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(in, out, true);
        while (result.isMalformed()) {
            for (int i = result.length(); i > 0; i--) {
                out.put((char) (ESCAPE + (in.get() & 0xFF)));
            }
            result = decoder.reset().decode(in, out, true);
        }
        return out.flip().toString();
    }

    /** The bytes of a text, which are those that {@link #text} was given. */
    public static byte[] bytes(String text) {
        if (text.chars().noneMatch(c -> Character.isSurrogate((char) c))) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length() + 16);
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            if (isEscape(text, i)) {
                bytes.writeBytes(text.substring(from, i).getBytes(StandardCharsets.UTF_8));
                bytes.write(text.charAt(i) - ESCAPE);
                from = i + 1;
            }
        }
        bytes.writeBytes(text.substring(from).getBytes(StandardCharsets.UTF_8));
        return bytes.toByteArray();
    }

    private static boolean isEscape(String text, int at) {
        char c = text.charAt(at);
        return c >= ESCAPE + 0x80 && c <= ESCAPE + 0xFF && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
    }

    /** Says why a text cannot be a command's word, a name or a path on a host; empty when it can. */
    public static Optional<Message> flaw(String text) {
        if (text.indexOf('\0') >= 0) {
            return Optional.of(Message.of("it holds a NUL character, which no command, name or path can"));
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c) && !isEscape(text, i)) {
                return Optional.of(Message.of("it holds half a character, as a text does that was cut within one"));
            }
        }
        return Optional.empty();
    }
}
