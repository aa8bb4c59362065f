package io.dockplay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.lab.Fingerprint;
import io.dockplay.lab.Lab;
import io.dockplay.lab.LabHost;
import io.dockplay.lab.Release;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The variables of site.yml that say nothing by default: users of Docker, options of its daemon, Compose. */
@Timeout(900)
@FreshHosts
class SiteVariablesIT {

    private static final String MORE =
            "{docker_users: [ops, deploy], docker_daemon_options: {labels: [team=web]}, docker_compose: %s}";

    private Lab lab;

    @BeforeEach
    void up(Lab fresh) {
        lab = fresh;
    }

    private Dockplay run(String command, Object... more) {
        List<Object> words =
                new ArrayList<>(List.of(command, Path.of("..", "playbooks", "site.yml"), "-i", lab.inventoryFile()));
        words.add("--yes");
        words.addAll(List.of(more));
        return Dockplay.run(words.toArray());
    }

    private static String said(LabHost host, String script) {
        return host.exec("sh", "-c", script).output();
    }

    @Test
    void users_options_and_compose_come_with_docker_and_go_with_it() {
        LabHost old = lab.hosts(Release.CENTOS_6).get(0);
        LabHost host = lab.hosts(Release.CENTOS_7).get(0);
        Fingerprint untouched = old.fingerprint();

        Dockplay compose = run("apply", "-e", MORE.formatted(true));

        assertThat(compose.exit()).as("%s", compose).isEqualTo(2);
        assertThat(compose.err() + compose.out())
                .contains(
                        "Docker 1.7 of CentOS 6 has no \"docker compose\": set docker_compose only for hosts of CentOS 7");
        assertThat(untouched.differences(old.fingerprint())).isEmpty();
        assertThat(said(host, "docker compose version")).contains("Docker Compose version v2.27.1");

        Dockplay without = run("apply", "-e", MORE.formatted(false));

        assertThat(without.exit()).as("%s", without).isZero();
        for (LabHost each : lab.hosts()) {
            assertThat(said(each, "id -nG ops; id -nG deploy").lines())
                    .as(each.name())
                    .allMatch(groups -> groups.matches(".*\\bdocker\\b.*"));
            assertThat(said(each, "docker info")).as(each.name()).contains("team=web");
        }
        Dockplay again = run("apply", "-e", MORE.formatted(false), "--format", "json");
        assertThat(again.steps("change")).isEmpty();
        assertThat(again.exit()).as("%s", again).isZero();

        Dockplay uninstall = run("uninstall", "--forget");

        assertThat(uninstall.exit()).as("%s", uninstall).isZero();
        for (LabHost each : lab.hosts()) {
            assertThat(said(each, "getent group docker")).as(each.name()).endsWith(":\n");
            assertThat(
                            said(
                                    each,
                                    "id deploy; command -v docker; ls -d /etc/docker /usr/libexec/docker/cli-plugins/docker-compose"))
                    .as(each.name())
                    .isEmpty();
        }
    }
}
