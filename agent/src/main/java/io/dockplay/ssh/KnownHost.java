package io.dockplay.ssh;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * One line of a known_hosts file, read as OpenSSH reads it: {@code [MARKER] NAMES TYPE KEY [COMMENT]}.
 *
 * @param marker what the key means for the hosts
 * @param names one hashed name; or names and patterns with commas between them, of which {@code !…} excludes hosts
 * @param type such as {@code ssh-ed25519}
 * @param key the key's blob
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record KnownHost(Marker marker, String names, String type, byte[] key) {

    /** What a key means for the hosts that its line names. */
    enum Marker {
        /** It is the hosts' own key. */
        NONE(""),
        /** It is the key of an authority that signs the hosts' keys. */
        AUTHORITY("@cert-authority"),
        /** It is revoked, and never trusted again. */
        REVOKED("@revoked");

        private final String written;

        Marker(String written) {
            this.written = written;
        }

        String written() {
            return written;
        }
    }

    private static final Pattern BLANKS = Pattern.compile("[ \t\r]+");
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String HASHED = "|1|";
    private static final int LONGEST_TYPE = 64;

    /** Parses a line; none when it is empty, a comment or wrong, because OpenSSH ignores wrong lines too. */
    static Optional<KnownHost> read(String line) {
        List<String> words =
                Stream.of(BLANKS.split(line)).filter(word -> !word.isEmpty()).toList();
        if (words.isEmpty() || words.get(0).startsWith("#")) {
            return Optional.empty();
        }
        Marker marker = Marker.NONE;
        if (words.get(0).startsWith("@")) {
            Optional<Marker> found = Arrays.stream(Marker.values())
                    .filter(each -> each.written.equals(words.get(0)))
                    .findFirst();
            if (found.isEmpty()) {
                return Optional.empty();
            }
            marker = found.get();
        }
        int names = marker == Marker.NONE ? 0 : 1;
        if (words.size() < names + 3) {
            return Optional.empty();
        }
        String type = words.get(names + 1);
        byte[] key;
        try {
            key = decoded(words.get(names + 2));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        return type.equals(type(key))
                ? Optional.of(new KnownHost(marker, words.get(names), type, key))
                : Optional.empty();
    }

    /** Base64 as OpenSSH takes it: with its padding, and with nothing in the bits behind the last byte, as Java would take it. */
    private static byte[] decoded(String text) {
        byte[] bytes = Base64.getDecoder().decode(text);
        if (!Base64.getEncoder().encodeToString(bytes).equals(text)) {
            throw new IllegalArgumentException("the text is not as an encoder writes it");
        }
        return bytes;
    }

    /** The type with which a key's blob begins; empty when it is not a key. */
    static String type(byte[] key) {
        if (key.length < 4 || key[0] != 0 || key[1] != 0 || key[2] != 0) {
            return "";
        }
        int length = key[3] & 0xFF;
        return length == 0 || length > LONGEST_TYPE || key.length <= 4 + length
                ? ""
                : new String(key, 4, length, StandardCharsets.ISO_8859_1);
    }

    boolean is(Marker other) {
        return marker == other;
    }

    boolean holds(byte[] other) {
        return Arrays.equals(key, other);
    }

    /**
     * Whether the line names a host.
     *
     * @param host its name, or {@code [name]:port} where the port is another than 22
     */
    boolean names(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        if (names.startsWith("|")) {
            return isHashOf(name);
        }
        return Wildcards.listed(names.toLowerCase(Locale.ROOT), name);
    }

    /** A name as HashKnownHosts writes it. */
    static String hashed(String name) {
        byte[] salt = new byte[20];
        RANDOM.nextBytes(salt);
        Base64.Encoder base64 = Base64.getEncoder();
        return HASHED + base64.encodeToString(salt) + "|" + base64.encodeToString(hash(salt, name));
    }

    private static byte[] hash(byte[] salt, String name) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(salt, "HmacSHA1"));
            return mac.doFinal(name.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    private boolean isHashOf(String name) {
        if (!names.startsWith(HASHED)) {
            return false;
        }
        String[] parts = names.substring(HASHED.length()).split("\\|", -1);
        if (parts.length != 2) {
            return false;
        }
        try {
            byte[] salt = decoded(parts[0]);
            if (salt.length == 0) {
                return false;
            }
            return Arrays.equals(hash(salt, name), decoded(parts[1]));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * The lines of the known_hosts files, found by the names in them: a fleet of thousands has as many lines, and most of them name
     * one host each. Only lines with patterns or hashes are compared with every host.
     */
    static final class Lines {

        /**
         * A line, and the file in which it stands.
         *
         * @param number its place among all lines
         */
        record Line(KnownHost host, Path file, int number) {}

        private final Map<String, List<Line>> named = new ConcurrentHashMap<>();
        private final List<Line> others = new CopyOnWriteArrayList<>();
        private final AtomicInteger count = new AtomicInteger();

        void add(KnownHost host, Path file) {
            Line line = new Line(host, file, count.getAndIncrement());
            String names = host.names().toLowerCase(Locale.ROOT);
            if (names.startsWith("|") || names.chars().anyMatch(c -> c == '*' || c == '?' || c == '!')) {
                others.add(line);
                return;
            }
            for (String name : names.split(",", -1)) {
                named.merge(
                        name,
                        List.of(line),
                        (some, more) -> Stream.concat(some.stream(), more.stream())
                                .distinct()
                                .toList());
            }
        }

        /** The lines that name a host, in their order. */
        Stream<Line> of(String host) {
            return Stream.concat(
                            named.getOrDefault(host.toLowerCase(Locale.ROOT), List.of()).stream(),
                            others.stream().filter(line -> line.host().names(host)))
                    .sorted(Comparator.comparingInt(Line::number));
        }

        /** How many lines every host is compared with. */
        int compared() {
            return others.size();
        }
    }
}
