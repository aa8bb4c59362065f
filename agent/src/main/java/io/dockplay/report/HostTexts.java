package io.dockplay.report;

import io.dockplay.engine.event.Event;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** The text of each host of a run, as its events come. */
final class HostTexts {

    private final Style style;
    private final int verbosity;
    private final boolean live;
    private final List<String> hosts;
    private final OwnNames names;
    private final Map<String, HostText> texts = new LinkedHashMap<>();
    private final FinishedLines finishedLines = new FinishedLines();

    /**
     * Makes the texts of hosts of which nothing has happened yet.
     *
     * @param live whether the lines are read as they come, the output of running changes too
     * @param hosts all of them, in the order of the blocks
     * @param names learns what hosts call themselves
     */
    HostTexts(Style style, int verbosity, boolean live, List<String> hosts, OwnNames names) {
        this.style = style;
        this.verbosity = verbosity;
        this.live = live;
        this.hosts = hosts;
        this.names = names;
    }

    /** Adds the lines of an event, and returns the text that has them. */
    HostText add(Event event) {
        HostText text = texts.computeIfAbsent(event.host(), any -> new HostText(style, verbosity, live));
        text.add(event);
        if (event instanceof Event.Connected connected) {
            names.know(event.host(), connected.machine());
        } else if (event instanceof Event.Finished && !live) {
            text.finish(finishedLines);
        }
        return text;
    }

    /** Ends each text, as when the run is interrupted: the result of a change that was begun is unknown. */
    void end(BiConsumer<String, HostText> each) {
        texts.forEach((host, text) -> {
            text.end();
            each.accept(host, text);
        });
    }

    /** All that are shown, those that are the same together; they are read until {@link #close}. */
    List<HostBlocks.Block> blocks() {
        HostBlocks blocks = new HostBlocks(names);
        for (String host : hosts) {
            HostText text = texts.get(host);
            if (text != null && text.isShown()) {
                text.finish(finishedLines);
                blocks.add(host, text.head(), text.finished());
            }
        }
        return blocks.all();
    }

    /** Forgets the lines. */
    void close() {
        finishedLines.close();
    }
}
