package io.dockplay.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.cli.Dockplay;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A fleet of many hosts, of which few are at work at a time: every host is told of, and each costs the same. */
@Timeout(300)
class SimulatedFleetTest {

    private static final int HOSTS = 60;

    @TempDir
    Path folder;

    @Test
    void every_host_is_told_of_and_costs_one_session_and_two_messages() throws Exception {
        try (SimulatedFleet fleet = SimulatedFleet.start(folder, HOSTS, false)) {
            Dockplay run = Dockplay.run(
                    "apply",
                    folder.resolve("play.yml"),
                    "-i",
                    folder.resolve("hosts.ini"),
                    "--forks",
                    "8",
                    "--dry-run");

            assertThat(run.out()).contains("web[00001-00060]").contains("\n60 hosts: 60 as wanted\n");
            assertThat(run.exit()).as(run.toString()).isZero();
            assertThat(fleet.messages()).isEqualTo(2 * HOSTS);
        }
    }
}
