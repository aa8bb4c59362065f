package io.dockplay.yaml;

import io.dockplay.message.Message;
import io.dockplay.problem.Position;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** What the files of a run say in a way that is understood and should be written otherwise; each place is told once. */
public final class Warnings {

    private final Set<String> all = new LinkedHashSet<>();
    private final List<String> untold = new ArrayList<>();

    /** Notes what is said at a place, and what to write there. */
    public synchronized void add(Position where, Message text) {
        String warning = Message.of("%s: %s", where, text).text();
        if (all.add(warning)) {
            untold.add(warning);
        }
    }

    /** Tells what has not been told yet. */
    public synchronized void tell(Consumer<String> listener) {
        untold.forEach(listener);
        untold.clear();
    }
}
