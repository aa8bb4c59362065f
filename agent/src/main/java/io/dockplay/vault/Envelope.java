package io.dockplay.vault;

import io.dockplay.message.Message;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * A text in the format of Ansible Vault.
 *
 * <pre>
 * $ANSIBLE_VAULT;1.2;AES256;LABEL
 * hexadecimal digits, 80 a line, of three lines, which are the hexadecimal digits of salt, HMAC and data
 * </pre>
 *
 * @param label the vault id; {@code default} in format 1.1, which has none
 * @param salt what the keys are made of, together with the password
 * @param hmac HMAC-SHA256 of the data
 * @param data the encrypted bytes
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Envelope(String label, byte[] salt, byte[] hmac, byte[] data) {

    static final String MARK = "$ANSIBLE_VAULT";

    private static final int WIDTH = 80;
    private static final Message BROKEN = Message.of("Take it from a backup, or encrypt it again.");

    /** Whether a text begins with the header of an encrypted text. */
    static boolean isOne(String text) {
        return text.startsWith(MARK);
    }

    /**
     * Reads an encrypted text.
     *
     * @throws VaultFailure when it is not of a known format, or damaged
     */
    static Envelope of(String text) throws VaultFailure {
        List<String> lines = text.strip().lines().map(String::strip).toList();
        String[] header = lines.get(0).split(";", -1);
        String version = header.length > 1 ? header[1].strip() : "";
        String cipher = header.length > 2 ? header[2].strip() : "";
        if (!header[0].equals(MARK) || version.isEmpty() || cipher.isEmpty()) {
            throw new VaultFailure(
                    1,
                    Message.of("the header of this encrypted text is \"%s\"", lines.get(0)),
                    Message.of("It begins with $ANSIBLE_VAULT;1.1;AES256, or with $ANSIBLE_VAULT;1.2;AES256;LABEL."));
        }
        if (!version.equals("1.1") && !version.equals("1.2")) {
            throw new VaultFailure(
                    1,
                    Message.of("this encrypted text is of the format %s of Ansible Vault, which is not known", version),
                    Message.of("The formats 1.1 and 1.2 are read. Encrypt it again: ansible-vault rekey."));
        }
        if (!cipher.equals("AES256")) {
            throw new VaultFailure(
                    1,
                    Message.of("this text is encrypted with %s, which is not known", cipher),
                    Message.of("Only AES256 is read. Encrypt it again: ansible-vault rekey."));
        }
        String label = header.length > 3 && !header[3].isBlank() ? header[3].strip() : VaultPassword.DEFAULT;
        return body(label, lines);
    }

    private static Envelope body(String label, List<String> lines) throws VaultFailure {
        StringBuilder digits = new StringBuilder();
        for (int i = 1; i < lines.size(); i++) {
            if (!lines.get(i).matches("[0-9A-Fa-f]*")) {
                throw new VaultFailure(
                        i + 1,
                        Message.of("the encrypted data is damaged: this line is not made of hexadecimal digits"),
                        BROKEN);
            }
            digits.append(lines.get(i));
        }
        List<byte[]> parts = new ArrayList<>();
        try {
            String inner = new String(HexFormat.of().parseHex(digits), StandardCharsets.US_ASCII);
            for (String part : inner.split("\n", 3)) {
                parts.add(HexFormat.of().parseHex(part.strip()));
            }
        } catch (IllegalArgumentException e) {
            throw new VaultFailure(1, Message.of("the encrypted data is damaged, or cut off"), BROKEN);
        }
        if (parts.size() < 3 || parts.stream().anyMatch(part -> part.length == 0)) {
            throw new VaultFailure(1, Message.of("the encrypted data is cut off"), BROKEN);
        }
        return new Envelope(label, parts.get(0), parts.get(1), parts.get(2));
    }

    /** The text, as Ansible writes it. */
    @Override
    public String toString() {
        HexFormat hex = HexFormat.of();
        String inner = String.join("\n", hex.formatHex(salt), hex.formatHex(hmac), hex.formatHex(data));
        String digits = hex.formatHex(inner.getBytes(StandardCharsets.US_ASCII));
        StringBuilder text = new StringBuilder(MARK)
                .append(label.equals(VaultPassword.DEFAULT) ? ";1.1;AES256" : ";1.2;AES256;" + label)
                .append('\n');
        for (int from = 0; from < digits.length(); from += WIDTH) {
            text.append(digits, from, Math.min(digits.length(), from + WIDTH)).append('\n');
        }
        return text.toString();
    }
}
