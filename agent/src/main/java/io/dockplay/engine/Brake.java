package io.dockplay.engine;

/** Keeps hosts from beginning another change once it has been pulled; a change that has begun goes on to its end. */
public final class Brake {

    private volatile boolean pulled;

    void pull() {
        pulled = true;
    }

    boolean isPulled() {
        return pulled;
    }
}
