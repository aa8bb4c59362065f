package io.dockplay.cli.rehearse;

import io.dockplay.cli.console.ExitCode;
import io.dockplay.cli.option.RunOptions;
import io.dockplay.cli.run.PlaybookRunner;
import io.dockplay.lab.Engine;
import io.dockplay.lab.HostCounts;
import io.dockplay.lab.LabUnavailable;
import io.dockplay.lab.Leftovers;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What {@code rehearse} is asked for.
 *
 * <p>The lab is a part of its own, which need not be installed; without it no class of this package can be loaded.
 *
 * @param playbook what is rehearsed; without one, hosts only come up, or go
 * @param centos7 how many hosts like CentOS 7
 * @param centos6 how many like CentOS 6
 * @param light how many like CentOS 7 without Docker
 * @param keep whether the hosts stay up
 * @param removeKept which kept hosts go: those of an inventory, or with an empty word all
 */
public record LabWork(
        Optional<Path> playbook, int centos7, int centos6, int light, boolean keep, Optional<String> removeKept) {

    /** Carries it out, and says what the lab cannot do. */
    public ExitCode with(PlaybookRunner runner, RunOptions options) {
        try {
            HostCounts counts = new HostCounts(centos7, centos6, light);
            if (removeKept.isPresent()) {
                remove(Engine.ensure(runner.err()::println), removeKept.get());
                return ExitCode.AS_WANTED;
            }
            if (playbook.isEmpty()) {
                KeptHosts.start(counts, line -> {
                    runner.out().println(line);
                    runner.out().flush();
                });
                return ExitCode.AS_WANTED;
            }
            return new Rehearsal(runner, playbook.get(), options, keep).run(counts);
        } catch (LabUnavailable e) {
            runner.out().flush();
            runner.err().println("error: " + e.getMessage());
            if (options.debug.isOn) {
                e.printStackTrace(runner.err());
            }
            return ExitCode.WRONG_INPUT;
        }
    }

    private static void remove(Engine engine, String inventory) {
        if (inventory.isEmpty()) {
            Leftovers.removeKept(engine);
        } else {
            Leftovers.removeKept(engine, Path.of(inventory));
        }
    }
}
