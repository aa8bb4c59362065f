package io.dockplay.modules.files;

import io.dockplay.message.Message;
import io.dockplay.resource.InvalidOption;
import io.dockplay.resource.Script;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The checksum that a file must have, as coreutils print it.
 *
 * @param algorithm such as {@code sha256}
 * @param digits in small hexadecimal digits
 */
record Checksum(String algorithm, String digits) {

    private static final Pattern WRITTEN = Pattern.compile("([A-Za-z0-9]+):([0-9A-Fa-f]+)");
    private static final Map<String, Integer> LENGTHS = lengths();
    private static final int SHOWN_DIGITS = 12;

    private static Map<String, Integer> lengths() {
        Map<String, Integer> lengths = new LinkedHashMap<>();
        lengths.put("sha256", 64);
        lengths.put("sha512", 128);
        lengths.put("sha384", 96);
        lengths.put("sha224", 56);
        lengths.put("sha1", 40);
        lengths.put("md5", 32);
        return Collections.unmodifiableMap(lengths);
    }

    /** Reads a checksum such as {@code sha256:9f86d081…}. */
    static Checksum of(String written) {
        Matcher matcher = WRITTEN.matcher(written.strip());
        String algorithm = matcher.matches() ? matcher.group(1).toLowerCase(Locale.ROOT) : "";
        Integer length = LENGTHS.get(algorithm);
        if (length == null) {
            throw new InvalidOption(
                    "checksum",
                    Message.of("checksum \"%s\" is not a checksum", written),
                    Message.of(
                            "Write the algorithm, a colon and the digits, such as sha256:9f86d0…; the algorithm is one "
                                    + "of %s.",
                            String.join(", ", LENGTHS.keySet())));
        }
        String digits = matcher.group(2).toLowerCase(Locale.ROOT);
        if (digits.length() != length) {
            throw new InvalidOption(
                    "checksum",
                    Message.of("checksum has %s digits, and one of %s has %s", digits.length(), algorithm, length),
                    Message.of("Copy it whole."));
        }
        return new Checksum(algorithm, digits);
    }

    /** The command that prints the checksum of its standard input, a space and more. */
    Script command() {
        return switch (algorithm) {
            case "sha512" -> Script.of("sha512sum");
            case "sha384" -> Script.of("sha384sum");
            case "sha224" -> Script.of("sha224sum");
            case "sha1" -> Script.of("sha1sum");
            case "md5" -> Script.of("md5sum");
            default -> Script.of("sha256sum");
        };
    }

    /** Shows the checksum shortened, such as {@code sha256 9f86d081884c}. */
    @Override
    public String toString() {
        return algorithm + " " + digits.substring(0, SHOWN_DIGITS);
    }
}
