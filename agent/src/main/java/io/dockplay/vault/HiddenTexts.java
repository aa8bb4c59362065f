package io.dockplay.vault;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.Stream;

/**
 * Texts that must not be shown, in every form in which they may turn up: as they are, and as shell, JSON, URLs and Base64 write
 * them.
 *
 * <p>They are found by their first characters, so a text is gone through once, however many there are to look for. Many threads
 * may look at the same time.
 */
public final class HiddenTexts {

    /** Shorter lines are too likely to turn up by chance; no form of a line is shorter than the line. */
    private static final int SHORTEST = 4;

    private static final int BITS = 1 << 12;
    private static final int SHIFT = Long.SIZE - Integer.numberOfTrailingZeros(BITS);

    private final Set<String> known = ConcurrentHashMap.newKeySet();

    /** The first characters of a form → all forms that begin so, the longest first. */
    private final Map<Long, List<String>> forms = new ConcurrentHashMap<>();

    /** Which beginnings there may be; tells of most places in a text that nothing begins there. */
    private final AtomicLongArray beginnings = new AtomicLongArray(BITS / Long.SIZE);

    /** Adds every line of a secret. */
    public void add(String secret) {
        secret.lines()
                .map(String::strip)
                .filter(line -> line.length() >= SHORTEST)
                .filter(known::add)
                .forEach(this::addForms);
    }

    private void addForms(String line) {
        String inUrl = URLEncoder.encode(line, StandardCharsets.UTF_8);
        Stream.of(
                        line,
                        line.replace("'", "'\\''"),
                        line.replace("\\", "\\\\").replace("\"", "\\\""),
                        inUrl,
                        inUrl.replace("+", "%20"),
                        Base64.getEncoder().withoutPadding().encodeToString(line.getBytes(StandardCharsets.UTF_8)))
                .distinct()
                .forEach(form -> {
                    long key = beginning(form, 0);
                    forms.merge(key, List.of(form), HiddenTexts::longestFirst);
                    int bit = bit(key);
                    beginnings.updateAndGet(bit / Long.SIZE, bits -> bits | 1L << bit);
                });
    }

    private static List<String> longestFirst(List<String> some, List<String> more) {
        return Stream.concat(some.stream(), more.stream())
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    /** Whether there is nothing to hide. */
    public boolean isEmpty() {
        return known.isEmpty();
    }

    /** Where the longest of them ends that begins at a place in a text; the place itself when none does. */
    public int end(String text, int at) {
        if (at + SHORTEST > text.length()) {
            return at;
        }
        long key = beginning(text, at);
        int bit = bit(key);
        if ((beginnings.get(bit / Long.SIZE) & 1L << bit) == 0) {
            return at;
        }
        for (String form : forms.getOrDefault(key, List.of())) {
            if (text.startsWith(form, at)) {
                return at + form.length();
            }
        }
        return at;
    }

    private static long beginning(String text, int at) {
        return (long) text.charAt(at) << 48
                | (long) text.charAt(at + 1) << 32
                | (long) text.charAt(at + 2) << 16
                | text.charAt(at + 3);
    }

    private static int bit(long key) {
        return (int) ((key * 0x9E3779B97F4A7C15L) >>> SHIFT);
    }
}
