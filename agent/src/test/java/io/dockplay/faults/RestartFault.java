package io.dockplay.faults;

/** The host restarts. */
record RestartFault(Moment moment) implements Fault {

    @Override
    public boolean strike(Scene scene) throws InterruptedException {
        if (!scene.await(moment)) {
            return false;
        }
        scene.host().restart();
        return true;
    }

    @Override
    public String toString() {
        return "the host restarts " + moment;
    }
}
