package io.dockplay.transport;

import java.time.Duration;

/**
 * The bounds for what a host sends, and how long it may take. No host can use up the memory of the others or block a
 * run.
 *
 * <p>They are far above what real hosts send. {@code docs/ssh.md} lists them for users.
 */
public final class Limits {

    /** The unread bytes that are kept of a host; real answers are read as they arrive. */
    public static final int UNREAD = 4 << 20;

    /**
     * The unread bytes of a host behind a jump host, whose reader must not wait; SSH's windows keep real hosts below
     * it.
     */
    public static final int UNREAD_BEHIND_JUMP = 16 << 20;

    /** How long a full queue waits for its reader; after that the reader is stuck, and the host is given up. */
    public static final Duration UNREAD_WAITS = Duration.ofMinutes(1);

    /** What is kept of standard error and of output outside any frame; only people read it. */
    public static final int COMPLAINTS = 64 << 10;

    /** One answer; above the 10 MiB that the module fetch reads. */
    static final int ANSWER = 16 << 20;

    /** All answers to one message. */
    static final int MESSAGE = 64 << 20;

    /** All facts together, with the record's lines of pending handlers and of an unfinished change. */
    static final int FACTS = 1 << 20;

    /** What an answer needs in addition to its bytes. */
    static final int EACH = 128;

    /** The answers that each host can always have; more comes from the memory that all hosts share. */
    static final int OWN = 256 << 10;

    /** What the answers of all hosts together may use beyond {@link #OWN}. */
    static final long SHARED = Runtime.getRuntime().maxMemory() / 8;

    /** How much is kept of the end of a change's output, and of the end of its errors. */
    static final int OUTPUT = 2 << 20;

    /** The approximate size of the pieces in which a change's output is reported. */
    static final int PIECE = 64 << 10;

    /** A frame's line without the nonce; the longest real one is less than a tenth of this. */
    static final int FRAME_LINE = 1 << 10;

    private Limits() {}
}
