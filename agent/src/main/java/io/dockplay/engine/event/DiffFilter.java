package io.dockplay.engine.event;

import io.dockplay.resource.Change;
import java.util.List;
import java.util.Optional;

/** Shows events as they are, but without the differences in the content of files. */
public final class DiffFilter implements EventFilter {

    @Override
    public String text(String text) {
        return text;
    }

    @Override
    public List<Change> changes(List<Change> changes) {
        return changes.stream()
                .map(change -> change.with(Optional.empty(), change.after()))
                .toList();
    }
}
