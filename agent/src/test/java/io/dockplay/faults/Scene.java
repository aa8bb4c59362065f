package io.dockplay.faults;

import io.dockplay.lab.LabHost;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where a fault strikes: a host, the way to it, and the run that is at work there. */
final class Scene {

    private static final long LONGEST = 20_000;
    private static final long PAUSE = 100;

    private final LabHost host;
    private final FaultProxy proxy;
    private final Runs runs;
    private final Phase phase;
    private final Child run;
    private Optional<Child> second = Optional.empty();

    Scene(LabHost host, FaultProxy proxy, Runs runs, Phase phase) throws IOException {
        this.host = host;
        this.proxy = proxy;
        this.runs = runs;
        this.phase = phase;
        this.run = runs.start("faulted", proxy.port(), words("site.yml"));
    }

    LabHost host() {
        return host;
    }

    FaultProxy proxy() {
        return proxy;
    }

    Child run() {
        return run;
    }

    /** The run that was begun while the first was at work. */
    Optional<Child> second() {
        return second;
    }

    /** Begins another run of the same kind. */
    void startSecond(String playbook) throws IOException {
        second = Optional.of(runs.start("second", proxy.port(), words(playbook)));
    }

    /** Waits for a moment of the run; tells whether the run still went on then. */
    boolean await(Moment moment) throws InterruptedException {
        for (long waited = 0; waited < LONGEST && run.isAlive(); waited += PAUSE) {
            if (proxy.awaitPassed(Way.FROM_HOST, moment.bytes(), PAUSE)) {
                Thread.sleep(moment.milliseconds());
                return run.isAlive();
            }
        }
        return false;
    }

    private List<String> words(String playbook) {
        List<String> words = new ArrayList<>(List.of(phase.command(), playbook));
        if (phase == Phase.UNINSTALL) {
            words.add("--yes");
            words.add("--forget");
        }
        return words;
    }
}
