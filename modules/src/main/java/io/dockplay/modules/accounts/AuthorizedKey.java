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
 * @param blob the key itself, in Base64; two lines with the same one hold the same key
 */
record AuthorizedKey(String line, String type, String blob) {

    private static final Pattern KEY =
            Pattern.compile("(?:^|.*\\s)((?:sk-)?(?:ssh|ecdsa)-[A-Za-z0-9@.-]+)\\s+(AAAA[A-Za-z0-9+/]+=*)(?:\\s.*)?");

    /** Reads the key of a line; none when the line holds none. */
    static Optional<AuthorizedKey> of(String line) {
        String text = line.strip();
        Matcher key = KEY.matcher(text);
        return !text.startsWith("#") && key.matches()
                ? Optional.of(new AuthorizedKey(text, key.group(1), key.group(2)))
                : Optional.empty();
    }

    /**
     * Whether the key is complete and of its type: it is made of fields with their lengths, and the first is the type's
     * name.
     */
    boolean isWhole() {
        try {
            byte[] decoded = Base64.getDecoder().decode(blob);
            if (!Base64.getEncoder().encodeToString(decoded).equals(blob)) {
                return false; // sshd refuses it: there are bits behind the last byte
            }
            ByteBuffer bytes = ByteBuffer.wrap(decoded);
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
