package io.dockplay.modules.packages;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A package's version as RPM writes it, {@code [epoch:]version[-release]}, compared as RPM compares it.
 *
 * @param epoch the number before the colon; none when it is not given, which means any epoch in a wanted version
 * @param version such as {@code 26.1.4}
 * @param release such as {@code 1.el7}; none when it is not given
 */
record RpmVersion(Optional<Long> epoch, String version, Optional<String> release) {

    private static final Pattern WRITTEN = Pattern.compile("(?:(\\d{1,9}):)?([\\w.+~^]+)(?:-([\\w.+~^]+))?");
    private static final Pattern PART = Pattern.compile("\\d+|[a-zA-Z]+|~|\\^");

    /** Reads a version; none when no package can have it. */
    static Optional<RpmVersion> parse(String written) {
        Matcher parts = WRITTEN.matcher(written);
        if (!parts.matches()) {
            return Optional.empty();
        }
        return Optional.of(new RpmVersion(
                Optional.ofNullable(parts.group(1)).map(Long::valueOf),
                parts.group(2),
                Optional.ofNullable(parts.group(3))));
    }

    /** Compares two versions, below 0 when this one is older; a part that one of them lacks is not compared. */
    int compareWith(RpmVersion other) {
        if (epoch.isPresent() && other.epoch.isPresent() && !epoch.equals(other.epoch)) {
            return Long.compare(epoch.get(), other.epoch.get());
        }
        int byVersion = compare(version, other.version);
        if (byVersion != 0 || release.isEmpty() || other.release.isEmpty()) {
            return byVersion;
        }
        return compare(release.get(), other.release.get());
    }

    /** Whether this version fits a wanted one, in the parts that the wanted one gives. */
    boolean is(RpmVersion wanted) {
        return compareWith(wanted) == 0;
    }

    /** Shows the version as {@code rpm -q} does, {@code 26.1.4-1.el7}. */
    String shown() {
        return release.map(text -> version + "-" + text).orElse(version);
    }

    @Override
    public String toString() {
        return epoch.map(number -> number + ":" + shown()).orElseGet(this::shown);
    }

    /**
     * Compares two versions as RPM does: number by number, word by word, {@code ~} before the end, {@code ^} after it.
     */
    private static int compare(String left, String right) {
        Matcher lefts = PART.matcher(left);
        Matcher rights = PART.matcher(right);
        while (true) {
            String a = lefts.find() ? lefts.group() : "";
            String b = rights.find() ? rights.group() : "";
            if (a.isEmpty() && b.isEmpty()) {
                return 0;
            }
            int order = comparePart(a, b);
            if (order != 0) {
                return order;
            }
        }
    }

    private static int comparePart(String a, String b) {
        if (a.equals(b)) {
            return 0;
        }
        if (a.equals("~") || b.equals("~")) {
            return a.equals("~") ? -1 : 1;
        }
        if (a.equals("^") || b.equals("^")) {
            boolean otherEnds = a.equals("^") ? b.isEmpty() : a.isEmpty();
            return a.equals("^") == otherEnds ? 1 : -1;
        }
        if (a.isEmpty() || b.isEmpty()) {
            return a.isEmpty() ? -1 : 1;
        }
        boolean aNumber = Character.isDigit(a.charAt(0));
        boolean bNumber = Character.isDigit(b.charAt(0));
        if (aNumber != bNumber) {
            return aNumber ? 1 : -1;
        }
        return aNumber ? compareNumbers(a, b) : a.compareTo(b);
    }

    private static int compareNumbers(String a, String b) {
        String x = a.replaceFirst("^0+", "");
        String y = b.replaceFirst("^0+", "");
        return x.length() != y.length() ? Integer.compare(x.length(), y.length()) : x.compareTo(y);
    }
}
