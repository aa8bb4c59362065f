package io.dockplay.report;

import io.dockplay.engine.event.Event;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The text of each host of a run; hosts with the same text are one block. */
final class HostBlocks {

    /**
     * Hosts with the same text.
     *
     * @param hosts their folded names
     * @param head what stands beside these
     */
    record Block(String hosts, String head, Optional<FinishedLines.Text> text) {

        List<String> lines() {
            return text.map(FinishedLines.Text::lines).orElse(List.of());
        }
    }

    /** What hosts of one block have in common. */
    private record Shape(String head, Optional<FinishedLines.Text> text) {}

    private final Style style;
    private final int verbosity;
    private final boolean live;
    private final List<String> hosts;
    private final Map<String, HostText> texts = new LinkedHashMap<>();
    private final FinishedLines finishedLines = new FinishedLines();

    /**
     * Makes the texts of hosts of which nothing has happened yet.
     *
     * @param live whether the lines are read as they come, the output of running changes too
     * @param hosts all of them, in the order of the blocks
     */
    HostBlocks(Style style, int verbosity, boolean live, List<String> hosts) {
        this.style = style;
        this.verbosity = verbosity;
        this.live = live;
        this.hosts = hosts;
    }

    /** Adds the lines of an event, and returns the text that has them. */
    HostText add(Event event) {
        HostText text = texts.computeIfAbsent(event.host(), any -> new HostText(style, verbosity, live));
        text.add(event);
        if (event instanceof Event.Finished && !live) {
            text.finish(finishedLines);
        }
        return text;
    }

    /** Ends each text, as when the run is interrupted: the result of a change that was begun is unknown. */
    void end(Consumer<Map.Entry<String, HostText>> each) {
        texts.entrySet().forEach(host -> {
            host.getValue().end();
            each.accept(host);
        });
    }

    /** Gives every block that is shown, in the order of the hosts; there are none after that. */
    void each(Consumer<Block> taker) {
        Map<Shape, List<String>> blocks = new LinkedHashMap<>();
        for (String host : hosts) {
            HostText text = texts.get(host);
            if (text != null && text.isShown()) {
                text.finish(finishedLines);
                blocks.computeIfAbsent(new Shape(text.head(), text.finished()), any -> new ArrayList<>())
                        .add(host);
            }
        }
        blocks.forEach((shape, of) -> taker.accept(new Block(HostSet.fold(of), shape.head(), shape.text())));
        finishedLines.close();
    }
}
