package io.dockplay.transport;

/** Listens to the output of a change while it runs. */
public interface Live {

    /** Ignores all output. */
    Live SILENT = new Live() {
        @Override
        public void output(String text) {}

        @Override
        public void waiting() {}
    };

    /** The change wrote this to its standard output or its standard error. */
    void output(String text);

    /** This many bytes of the output are not kept; the end of the output is kept. */
    default void cut(long bytes) {}

    /** The change waits, because another run is changing the host. */
    void waiting();
}
