package io.dockplay.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * A second run is begun while the first is at work.
 *
 * @param playbook what it runs
 * @param killed how many milliseconds later the first one is killed
 */
record SecondRun(String playbook, OptionalInt killed, Moment moment) implements Fault {

    @Override
    public boolean strike(Scene scene) throws IOException, InterruptedException {
        if (!scene.await(moment)) {
            return false;
        }
        scene.startSecond(playbook);
        if (killed.isPresent() && !scene.run().ends(Duration.ofMillis(killed.getAsInt()))) {
            scene.run().signal("KILL");
        }
        return true;
    }

    @Override
    public String toString() {
        return "a second run, of " + playbook + ", begins " + moment
                + (killed.isPresent() ? "; the first is killed " + killed.getAsInt() + " ms later" : "");
    }
}
