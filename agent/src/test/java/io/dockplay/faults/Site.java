package io.dockplay.faults;

import io.dockplay.lab.Fingerprint;
import io.dockplay.lab.LabHost;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A host that trials can begin on, and what it looks like before and after an apply that nothing disturbs.
 *
 * @param untouched all of it, before
 * @param former what the playbook writes to, before
 * @param wanted the same after the apply
 * @param processes before
 */
record Site(LabHost host, Fingerprint untouched, HostState former, HostState wanted, Processes processes) {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Prepares a fresh host; the playbook is applied and taken back once, and must keep its word when nothing disturbs. */
    static Site of(LabHost host, Path folder) throws IOException, InterruptedException {
        HostScript.PREPARE.on(host).orThrow();
        Fingerprint untouched = host.fingerprint();
        Processes processes = Processes.of(host);
        HostState former = HostState.of(host);
        Runs runs = Runs.in(folder, host);
        undisturbed(runs.start("apply", host.port(), List.of("apply", "site.yml")));
        HostState wanted = HostState.of(host);
        undisturbed(runs.start("uninstall", host.port(), List.of("uninstall", "site.yml", "--yes", "--forget")));
        List<String> differences = untouched.differences(host.fingerprint());
        if (!differences.isEmpty()) {
            throw new IllegalStateException("the playbook of the trials is not taken back whole: " + differences);
        }
        return new Site(host, untouched, former, wanted, processes);
    }

    private static void undisturbed(Child run) throws IOException, InterruptedException {
        if (!run.ends(PATIENCE)) {
            run.endHanging();
        }
        if (run.exit() != 0) {
            throw new IllegalStateException(
                    run + " ended with " + run.exit() + ", and nothing disturbed it:\n" + run.said());
        }
    }
}
