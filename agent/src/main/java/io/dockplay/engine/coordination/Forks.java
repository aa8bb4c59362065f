package io.dockplay.engine.coordination;

import java.util.concurrent.Semaphore;

/** At how many hosts something is done at a time: one that waits for another one lets a third work meanwhile. */
public final class Forks {

    /** No limit. */
    public static final Forks UNLIMITED = new Forks(1 << 20);

    private final int number;
    private final Semaphore places;

    public Forks(int number) {
        this.number = Math.max(1, number);
        this.places = new Semaphore(this.number, true);
    }

    public int number() {
        return number;
    }

    /** Waits until a host may work. */
    public void take() throws InterruptedException {
        places.acquire();
    }

    /** A host has done its work. */
    public void give() {
        places.release();
    }

    /** Waits for another host, which may have to begin first. */
    void whileWaiting(Runnable wait) {
        places.release();
        try {
            wait.run();
        } finally {
            places.acquireUninterruptibly();
        }
    }
}
