package io.dockplay.trust;

import io.dockplay.message.Message;
import java.util.Optional;

/**
 * Why a file cannot be trusted.
 *
 * @param owner the other user whose it is; empty when it is everybody's to change
 */
public record Doubt(Optional<Message> owner) {

    /** The reason, of the file itself. */
    public Message ofFile() {
        return owner.map(name -> Message.of("it belongs to %s", name))
                .orElseGet(() -> Message.of("everybody on this machine may change it"));
    }

    /** The reason, of the folder in which another file lies. */
    public Message ofFolder() {
        return owner.map(name -> Message.of("its folder belongs to %s", name))
                .orElseGet(() -> Message.of("everybody on this machine may change its folder"));
    }

    /** What mends it. */
    public Message remedy() {
        return owner.isPresent()
                ? Message.of("It counts when it is yours or root's")
                : Message.of("chmod o-w mends that");
    }
}
