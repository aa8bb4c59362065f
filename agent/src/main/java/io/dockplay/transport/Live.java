package io.dockplay.transport;

/** Listens to what a host does with a message, while it does it. */
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

    /** The host begins a probe, or has just made one that it found as expected; what it names may be no probe of ours. */
    default void probing(int number) {}

    /** The change waits, because another run is changing the host. */
    void waiting();
}
