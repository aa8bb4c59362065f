package io.dockplay.engine.coordination;

/** Stops a run: once it is given no host begins another change; a change that has begun goes on to its end. */
public final class StopSignal {

    private volatile boolean pulled;

    /** Gives the signal; it cannot be taken back. */
    public void give() {
        pulled = true;
    }

    /** Whether the signal has been given. */
    public boolean isGiven() {
        return pulled;
    }
}
