package io.dockplay.engine.event;

import java.util.function.Consumer;

/**
 * Passes every event of one host on without its secrets; nothing that a host's run reports goes another way.
 *
 * @param secrets what is masked
 * @param listener hears the masked events
 */
public record MaskingListener(Secrets secrets, Consumer<Event> listener) implements Consumer<Event> {

    @Override
    public void accept(Event event) {
        listener.accept(event.shownAs(secrets));
    }
}
