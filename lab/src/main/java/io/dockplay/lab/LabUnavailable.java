package io.dockplay.lab;

/** Thrown when the lab cannot start on this machine; the message says why, and what to do. */
public final class LabUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LabUnavailable(String message) {
        super(message);
    }

    public LabUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
