package io.dockplay.faults;

import io.dockplay.lab.LabHost;

/** The disk with the system and dockplay's folder fills up, all but a few bytes. */
record FullDisk(int left, Moment moment) implements Fault {

    @Override
    public void setUp(LabHost host) {
        HostScript.SURROUNDINGS.on(host, "small-disk").orThrow();
    }

    @Override
    public boolean strike(Scene scene) throws InterruptedException {
        if (!scene.await(moment)) {
            return false;
        }
        HostScript.SURROUNDINGS.on(scene.host(), "fill", String.valueOf(left)).orThrow();
        return true;
    }

    @Override
    public void mend(LabHost host) {
        HostScript.SURROUNDINGS.on(host, "unfill").orThrow();
    }

    @Override
    public void cleanUp(LabHost host) {
        HostScript.SURROUNDINGS.on(host, "large-disk").orThrow();
    }

    @Override
    public String toString() {
        return "/ is full but for %,d bytes %s".formatted(left, moment);
    }
}
