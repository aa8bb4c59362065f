package io.dockplay.vault;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What has been decrypted, and so must not be shown.
 *
 * <p>One program run has one set of it.
 */
public final class Revealed {

    private static final Set<String> KNOWN = new LinkedHashSet<>();
    private static final List<String> VALUES = new ArrayList<>();

    private Revealed() {}

    /** Adds values. */
    public static synchronized void add(Collection<String> values) {
        values.stream().filter(KNOWN::add).forEach(VALUES::add);
    }

    /** The values, but for this many of the first ones. */
    public static synchronized List<String> after(int known) {
        return known >= VALUES.size() ? List.of() : List.copyOf(VALUES.subList(known, VALUES.size()));
    }

    /** Begins anew. */
    public static synchronized void forget() {
        KNOWN.clear();
        VALUES.clear();
    }
}
