package io.dockplay.transport;

import java.time.Duration;

/**
 * How much and how long a host may talk: no host can fill the memory that the others need, or keep a run for ever.
 *
 * <p>They are far above what real hosts send. {@code docs/ssh.md} tells them to users.
 */
public final class Limits {

    /** What may have come from a host without being read yet; real answers are read as they come. */
    public static final int UNREAD = 4 << 20;

    /** The same behind a jump host, where nobody may be kept waiting; one that minds SSH's windows never gets so far. */
    public static final int UNREAD_BEHIND_JUMP = 16 << 20;

    /** How long bytes of one command wait to be read, before its host is given up: the reader is then stuck. */
    public static final Duration UNREAD_WAITS = Duration.ofMinutes(1);

    /** What is kept of a command's complaints, and of what stands outside any frame; only people read it. */
    public static final int COMPLAINTS = 64 << 10;

    /** One answer, with room above what the module fetch brings (10 MiB). */
    static final int ANSWER = 16 << 20;

    /** All answers to one message. */
    static final int MESSAGE = 64 << 20;

    /** All facts together; the record's lines of handlers and of an unfinished change are among them. */
    static final int FACTS = 1 << 20;

    /** What an answer costs besides its bytes. */
    static final int EACH = 128;

    /** The answers that any host may have at any time; more comes out of what all hosts share. */
    static final int OWN = 256 << 10;

    /** What the answers of all hosts may take together beyond their own, in the memory that there is. */
    static final long SHARED = Runtime.getRuntime().maxMemory() / 8;

    /** What is kept of a change's output, and as much of its errors: the end of it. */
    static final int OUTPUT = 2 << 20;

    /** In pieces of about this size a change's output is handed on. */
    static final int PIECE = 64 << 10;

    /** A frame's line without the nonce; the runtime writes none of a tenth of this. */
    static final int FRAME_LINE = 1 << 10;

    private Limits() {}
}
