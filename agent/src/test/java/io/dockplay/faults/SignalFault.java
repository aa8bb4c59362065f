package io.dockplay.faults;

import java.io.IOException;

/** dockplay itself gets a signal. */
record SignalFault(String signal, Moment moment) implements Fault {

    @Override
    public boolean strike(Scene scene) throws IOException, InterruptedException {
        return scene.await(moment) && scene.run().signal(signal);
    }

    @Override
    public String toString() {
        return "dockplay gets " + signal + " " + moment;
    }
}
