package io.dockplay.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * A command that runs on a host, with its three streams.
 *
 * <p>What the host sends is received at once, up to {@link Limits#UNREAD}, so that the two sides cannot block each
 * other. A host that sends more while we write to it is given up; a host that sends more while we read from it is
 * slowed down. Both streams throw {@link IOException} when the connection is lost. {@link #stdout} ends when the
 * command closes its output.
 */
public interface Channel extends AutoCloseable {

    /** The command's standard input. It is buffered: flush it. */
    OutputStream stdin();

    /** The command's standard output. */
    InputStream stdout();

    /** The beginning of the command's standard error so far, for messages. It never waits. */
    String stderr();

    /**
     * Gives the host up at once; may be called from any thread. A reader gets this error, and a writer gets an error
     * too.
     */
    void giveUp(IOException why);

    @Override
    void close();
}
