package io.dockplay.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.lab.Lab;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A newcomer's way, from the package to hosts that are as they were: docs/install.md. */
class NewcomerIT {

    @TempDir
    Path folder;

    @Test
    void from_the_package_to_docker_on_a_fleet_and_back() throws Exception {
        try (Lab lab = Lab.start(1, 1, line -> {});
                Container control = Container.start("--network", "host")) {
            control.sh("dpkg -i " + control.made("dockplay_", ".deb")).good();
            control.sh("mkdir -m 700 /root/fleet && cp -r /usr/lib/dockplay/playbooks /root/fleet/")
                    .good();
            control.put(lab.keyFile(), "/root/fleet/key");
            control.put(lab.knownHostsFile(), "/root/fleet/known_hosts");
            String inventory = lab.inventory()
                    .replace(lab.keyFile().toString(), "/root/fleet/key")
                    .replace(lab.knownHostsFile().toString(), "/root/fleet/known_hosts");
            control.put(Files.writeString(folder.resolve("hosts.yml"), inventory), "/root/fleet/hosts.yml");
            control.sh("chown -R 0:0 /root/fleet && chmod 600 /root/fleet/key").good();
            String go = "cd /root/fleet && dockplay ";
            String play = "playbooks/site.yml -i hosts.yml";

            assertThat(control.sh(go + "validate " + play).good()).contains("2 hosts", "no problem");
            assertThat(control.sh(go + "ping -i hosts.yml").good()).contains("2 ok");
            String dryRun = told(control.sh(go + "apply " + play + " --dry-run").good());
            assertThat(dryRun).contains("docker-ce");
            assertThat(control.sh(go + "apply " + play + " --yes --report run.html")
                            .good())
                    .contains("c7-1", "c6-1");
            assertThat(control.sh("head -c 15 /root/fleet/run.html; stat -c ' %a' /root/fleet/run.html")
                            .good())
                    .isEqualTo("<!DOCTYPE html> 600\n");
            assertThat(control.sh(go + "apply playbooks/verify.yml -i hosts.yml --yes")
                            .good())
                    .contains("c7-1");
            assertThat(control.sh(go + "runs").good())
                    .containsPattern("apply +playbooks/site.yml")
                    .containsPattern("apply +playbooks/verify.yml");

            control.sh(go + "uninstall " + play + " --yes --all --forget").good();
            assertThat(told(control.sh(go + "apply " + play + " --dry-run").good()))
                    .isEqualTo(dryRun);
        }
    }

    /** What a run says but for its times. */
    private static String told(String report) {
        return report.replaceAll("[0-9]+[:.][0-9]+( s)?", "TIME");
    }
}
