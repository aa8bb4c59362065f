package io.dockplay.lab;

/** The lab cannot come up on this machine; the message says what is missing or went wrong, and what to do. */
public final class LabUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LabUnavailable(String message) {
        super(message);
    }

    public LabUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
