package io.dockplay.modules.accounts;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of authorized_keys.
 *
 * @param line the whole line, with its options and its comment
 * @param type such as {@code ssh-rsa}
 * @param blob the key itself, in Base64; by it two lines are known to be of the same key
 */
record AuthorizedKey(String line, String type, String blob) {

    private static final Pattern KEY =
            Pattern.compile("(?:^|.*\\s)((?:sk-)?(?:ssh|ecdsa)-[A-Za-z0-9@.-]+)\\s+(AAAA[A-Za-z0-9+/]+=*)(?:\\s.*)?");

    /** The key of a line; none when there is none in it. */
    static Optional<AuthorizedKey> of(String line) {
        String text = line.strip();
        Matcher key = KEY.matcher(text);
        return !text.startsWith("#") && key.matches()
                ? Optional.of(new AuthorizedKey(text, key.group(1), key.group(2)))
                : Optional.empty();
    }

    /** Whether the key is one of its type, and nothing is cut off: fields with their lengths, the first one the type's name. */
    boolean isWhole() {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(blob));
            String name = new String(field(bytes), StandardCharsets.US_ASCII);
            int fields = 1;
            for (; bytes.hasRemaining(); fields++) {
                field(bytes);
            }
            return name.equals(type) && fields > 1;
        } catch (IllegalArgumentException | BufferUnderflowException e) {
            return false;
        }
    }

    private static byte[] field(ByteBuffer bytes) {
        int length = bytes.getInt();
        if (length < 0 || length > bytes.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] field = new byte[length];
        bytes.get(field);
        return field;
    }
}
