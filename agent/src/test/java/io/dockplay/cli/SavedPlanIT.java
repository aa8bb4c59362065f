package io.dockplay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.lab.Fingerprint;
import io.dockplay.lab.Lab;
import io.dockplay.lab.LabHost;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** site.yml planned, and applied from the plan, on hosts of both releases. */
@Timeout(900)
@FreshHosts
class SavedPlanIT {

    @TempDir
    Path folder;

    @Test
    void a_plan_is_a_promise_and_a_host_that_has_changed_meanwhile_is_left_alone(Lab lab) {
        Path site = Path.of("..", "playbooks", "site.yml");
        Path plan = folder.resolve("docker.plan");
        LabHost seven = lab.hosts().get(0);
        Dockplay made = Dockplay.run("plan", site, "-i", lab.inventoryFile(), "-o", plan);
        assertThat(made.exit()).as("%s", made).isZero();
        seven.exec("sh", "-c", "mkdir -p /etc/docker; echo '{\"debug\": true}' >/etc/docker/daemon.json");
        Fingerprint before = seven.fingerprint();

        Dockplay applied = Dockplay.run("apply", plan, "--yes");

        assertThat(applied.exit()).as("%s", applied).isEqualTo(2);
        assertThat(applied.out())
                .contains("error[DP1406]: c7-1: it is no longer as it was when the plan was made")
                .contains("- docker-mirror http://mirror: registry-mirrors: absent → http://mirror")
                .contains("+ docker-mirror http://mirror: registry-mirrors: none → http://mirror")
                .endsWith("2 hosts: 1 changed, 1 failed\n");
        assertThat(before.differences(seven.fingerprint())).isEmpty();

        // What was seen is planned anew, and this time nobody comes between.
        Dockplay.run("plan", site, "-i", lab.inventoryFile(), "-o", plan);
        Dockplay again = Dockplay.run("apply", plan, "--format", "json");
        assertThat(again.exit()).as("%s", again).isZero();
        assertThat(again.steps("change")).allMatch(step -> step.startsWith("c7-1"));
        assertThat(seven.exec("cat", "/etc/docker/daemon.json").output())
                .contains("\"debug\": true", "\"registry-mirrors\"");
        assertThat(Dockplay.run("drift", site, "-i", lab.inventoryFile()).out()).endsWith("2 hosts: 2 as wanted\n");
    }
}
