package io.dockplay.engine.coordination;

/** Keeps hosts from beginning another change once it has been pulled; a change that has begun goes on to its end. */
public final class StopSignal {

    private volatile boolean pulled;

    public void pull() {
        pulled = true;
    }

    public boolean isPulled() {
        return pulled;
    }
}
