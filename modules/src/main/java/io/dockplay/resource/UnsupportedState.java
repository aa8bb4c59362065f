package io.dockplay.resource;

import io.dockplay.message.Message;

/**
 * A module's refusal to go on with the host's actual state, such as a daemon.json that is not JSON.
 *
 * <p>The message says what is wrong and where on the host; the advice says what to do. Nothing has been written.
 */
public final class UnsupportedState extends RuntimeException {

    private final transient Message what;
    private final transient Message advice;

    public UnsupportedState(Message what, Message advice) {
        super(what.text());
        this.what = what;
        this.advice = advice;
    }

    /** What is wrong, and where on the host. */
    public Message what() {
        return what;
    }

    /** What to do about it, one sentence; none when there is nothing to add. */
    public Message advice() {
        return advice;
    }
}
