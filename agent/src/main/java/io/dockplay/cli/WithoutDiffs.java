package io.dockplay.cli;

import io.dockplay.engine.Event;
import io.dockplay.resource.Change;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Passes events on without how the content of files differs.
 *
 * @param next who is told them
 */
record WithoutDiffs(Consumer<Event> next) implements Consumer<Event> {

    @Override
    public void accept(Event event) {
        if (event instanceof Event.Planned of) {
            next.accept(new Event.Planned(of.host(), of.step(), without(of.changes()), of.script()));
        } else if (event instanceof Event.Changing of) {
            next.accept(new Event.Changing(of.host(), of.step(), without(of.changes()), of.script()));
        } else if (event instanceof Event.Changed of) {
            next.accept(new Event.Changed(of.host(), of.step(), without(of.changes()), of.script()));
        } else {
            next.accept(event);
        }
    }

    private static List<Change> without(List<Change> changes) {
        return changes.stream()
                .map(change -> new Change(change.what(), change.from(), change.to(), Optional.empty(), change.after()))
                .toList();
    }
}
