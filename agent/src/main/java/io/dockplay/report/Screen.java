package io.dockplay.report;

import java.time.Instant;
import java.util.List;

/** Where people watch a run. */
interface Screen extends AutoCloseable {

    /** How many columns a line may have. */
    int width();

    /** Whether lines that stay are wanted already; until then they wait for others. */
    default boolean isReady(Instant now) {
        return true;
    }

    /** Prints lines that stay. */
    void print(List<String> lines);

    /** Shows how the run stands: the counts first, and below them what is at work. */
    void show(List<String> standing, Instant now);

    /** Takes away what does not stay, so that others can print. */
    void clear();

    @Override
    default void close() {
        clear();
    }
}
