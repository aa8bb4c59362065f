package io.dockplay.faults;

import io.dockplay.lab.Execution;

/**
 * A process on the host is killed, as the kernel does when memory is short.
 *
 * @param victim what it is, for people
 * @param word what stands in its command line
 * @param which of several that have it
 */
record KillFault(String victim, String word, int which, Moment moment) implements Fault {

    @Override
    public boolean strike(Scene scene) throws InterruptedException {
        if (!scene.await(moment)) {
            return false;
        }
        Execution killed = HostScript.KILL.on(scene.host(), word, String.valueOf(which));
        return killed.exitCode() == 0;
    }

    @Override
    public String toString() {
        return victim + " is killed (number " + which + ") " + moment;
    }
}
