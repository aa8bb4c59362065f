package io.dockplay.vault;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The values that one run has decrypted, which nothing may show; it grows while the run reads its files. */
public final class Revealed {

    private final Set<String> known = new HashSet<>();
    private final List<String> values = new ArrayList<>();
    private final HiddenTexts texts = new HiddenTexts();

    /** Adds values; one that is known already is not added again. */
    public synchronized void add(Collection<String> more) {
        more.stream().filter(known::add).forEach(value -> {
            texts.add(value);
            values.add(value);
        });
    }

    /** The values as they may turn up in texts; all hosts of the run share them. */
    public HiddenTexts texts() {
        return texts;
    }

    /** The values in the order in which they were added, without the first {@code count} of them. */
    public synchronized List<String> after(int count) {
        return count >= values.size() ? List.of() : List.copyOf(values.subList(count, values.size()));
    }
}
