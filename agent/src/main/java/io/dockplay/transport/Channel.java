package io.dockplay.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * A command that runs on a host, with its three streams.
 *
 * <p>Reading never has to keep pace with writing: what the host sends is taken in at once, up to {@link Limits#UNREAD}, so that
 * neither side ever waits for the other in a circle. A host that sends more while it is being written to is given up; one
 * that sends more while it is being read from is held back. Both streams throw {@link IOException} when the connection is
 * lost; {@link #stdout} ends when the command has closed its output.
 */
public interface Channel extends AutoCloseable {

    /** What the command reads; buffered, so flush it. */
    OutputStream stdin();

    /** What the command writes. */
    InputStream stdout();

    /** The beginning of what the command wrote to its standard error up to now, for messages to people; never waits. */
    String stderr();

    /**
     * Gives the host up at once, from any thread: whoever reads gets this error, and whoever writes gets one.
     */
    void giveUp(IOException why);

    @Override
    void close();
}
