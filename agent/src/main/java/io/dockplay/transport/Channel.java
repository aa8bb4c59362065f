package io.dockplay.transport;

import java.io.InputStream;
import java.io.OutputStream;

/**
 * A command that runs on a host, with its three streams.
 *
 * <p>Reading never has to keep pace with writing: what the host sends is taken in at once, however much it is, so that
 * neither side ever waits for the other in a circle. Both streams throw {@link java.io.IOException} when the connection is
 * lost; {@link #stdout} ends when the command has closed its output.
 */
public interface Channel extends AutoCloseable {

    /** What the command reads; buffered, so flush it. */
    OutputStream stdin();

    /** What the command writes. */
    InputStream stdout();

    /** What the command wrote to its standard error up to now, for messages to people; never waits. */
    String stderr();

    @Override
    void close();
}
