package io.dockplay.resource;

/**
 * A module's refusal to go on with the host's actual state, such as a daemon.json that is not JSON.
 *
 * <p>The message says what is wrong and where on the host; the advice says what to do. Nothing has been written.
 */
public final class UnsupportedState extends RuntimeException {

    private final String advice;

    public UnsupportedState(String message, String advice) {
        super(message);
        this.advice = advice;
    }

    /** What to do about it, one sentence; empty when there is nothing to add. */
    public String advice() {
        return advice;
    }
}
