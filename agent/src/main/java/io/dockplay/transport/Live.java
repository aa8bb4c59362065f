package io.dockplay.transport;

/** Is told what a change writes, while it is at work. */
public interface Live {

    /** Is told nothing. */
    Live SILENT = new Live() {
        @Override
        public void output(String text) {}

        @Override
        public void waiting() {}
    };

    /** The change has written this, to its standard output or its standard error. */
    void output(String text);

    /** The change has written so many bytes more than are kept of what it writes; the end is kept. */
    default void cut(long bytes) {}

    /** The change cannot begin yet, because another run's change is at work on the host. */
    void waiting();
}
