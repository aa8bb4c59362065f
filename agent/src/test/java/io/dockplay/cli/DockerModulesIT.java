package io.dockplay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.lab.Fingerprint;
import io.dockplay.lab.Lab;
import io.dockplay.lab.LabHost;
import io.dockplay.lab.Release;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The modules that look after Docker keep the same promises as all others, see {@link ContractIT}; site.yml has run before. */
@Timeout(900)
@FreshHosts
class DockerModulesIT {

    @TempDir
    Path folder;

    private static Lab lab;

    @BeforeAll
    static void up(Lab fresh) {
        lab = fresh;
        Dockplay site =
                Dockplay.run("apply", Path.of("..", "playbooks", "site.yml"), "-i", lab.inventoryFile(), "--yes");
        assertThat(site.exit()).as("%s", site).isZero();
        lab.hosts().forEach(host -> shell(host, """
                docker ps -aq | xargs -r docker rm -f
                docker rmi hello-world
                tar -ch -C / bin/sleep $(ldd /bin/sleep | grep -o '/lib[^ ]*') | docker import - sleeper:1"""));
    }

    private static void shell(LabHost host, String script) {
        assertThat(host.exec("sh", "-ec", script)).as("%s: %s", host, script).matches(done -> done.exitCode() == 0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "docker-image: {name: hello-world}",
                "docker-daemon: {options: {log-driver: json-file, labels: [team=web], log-opts: {max-size: 10m}}}",
                "docker-login: {registry: \"registry.example.com:5000\", username: deploy, password: \"it is not shown\", check: false}",
                "docker-container: {name: made, image: hello-world, state: present, env: {MODE: fast}, labels: {team: web}}",
                "docker-container: {name: runs, image: \"sleeper:1\", command: [/bin/sleep, \"1000\"], env: {PASSWORD: \"it is not shown\"}, volumes: [\"/srv:/data:ro\"], network: none, restart_policy: always}",
            })
    void a_module_keeps_its_word(String task) {
        new Contract(lab, folder).isKeptBy(task);
    }

    /** On CentOS 7 it keeps the promises of all modules, and on CentOS 6 it says that Docker 1.7 does not have it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "docker-network: {name: shop, subnet: 10.20.0.0/24, gateway: 10.20.0.1, internal: true, labels: {team: web}}",
                "docker-volume: {name: shop-db, labels: {backup: nightly}}",
            })
    void what_docker_1_7_does_not_have_is_refused_there(String task) {
        LabHost host = lab.hosts(Release.CENTOS_7).get(0);
        Contract contract = new Contract(lab, folder);
        Path playbook = contract.playbook(task);
        Map<LabHost, Fingerprint> before = contract.fingerprints();
        String held = held(host);

        Dockplay dryRun = contract.run("apply", playbook, "--dry-run");
        assertThat(held(host)).isEqualTo(held);
        Dockplay first = contract.run("apply", playbook, "--yes");

        assertThat(first.steps("change")).hasSize(1).isEqualTo(dryRun.steps("planned"));
        assertThat(first.toString()).containsPattern("Docker 1.7 of CentOS 6 has no (networks|volumes)");
        assertThat(contract.run("apply", playbook, "--yes", "--limit", host.name())
                        .steps("change"))
                .isEmpty();
        assertThat(held(host)).isNotEqualTo(held);
        Dockplay uninstall = contract.run("uninstall", playbook, "--yes", "--forget");
        assertThat(uninstall.exit()).as("%s", uninstall).isZero();
        assertThat(held(host)).isEqualTo(held);
        contract.assertAlike(before, "uninstall");
    }

    private static String held(LabHost host) {
        return host.exec("sh", "-c", "docker network ls --format '{{.Name}}'; docker volume ls --format '{{.Name}}'")
                .output();
    }

    @Test
    void a_network_with_containers_and_a_volume_with_data_stay_until_they_may_go() {
        LabHost host = lab.hosts(Release.CENTOS_7).get(0);
        Contract contract = new Contract(lab, folder);
        shell(host, """
                docker network create --label team=db used
                docker run -d --name user --network used -v kept:/data sleeper:1 /bin/sleep 1000
                echo data >"$(docker volume inspect -f '{{.Mountpoint}}' kept)/file\"""");
        Path network = contract.playbook("docker-network: {name: used, labels: {team: web}}");

        Dockplay refused = contract.run("apply", network, "--yes", "--limit", host.name());
        assertThat(refused.exit()).as("%s", refused).isEqualTo(2);
        assertThat(refused.toString())
                .contains("containers use the network used, which can only be made anew: user; remove them first");

        shell(host, "docker rm -f user");
        Dockplay replaced = contract.run("apply", network, "--yes", "--limit", host.name());
        assertThat(replaced.exit()).as("%s", replaced).isZero();
        assertThat(said(host, "docker network inspect -f '{{.Labels.team}}' used"))
                .isEqualTo("web\n");
        Dockplay back = contract.run("uninstall", network, "--yes", "--limit", host.name());
        assertThat(back.exit()).as("%s", back).isZero();
        assertThat(said(host, "docker network inspect -f '{{.Labels}}' used")).isEqualTo("map[team:db]\n");

        Path volumes = contract.playbook("docker-volume: {name: \"${item}\"}\n      loop: [kept, filled]");
        assertThat(contract.run("apply", volumes, "--yes", "--limit", host.name())
                        .steps("change"))
                .containsExactly(host.name() + " docker-volume filled");
        shell(host, "echo data >\"$(docker volume inspect -f '{{.Mountpoint}}' filled)/file\"");
        Dockplay left = contract.run("uninstall", volumes, "--yes", "--limit", host.name());
        assertThat(left.exit()).as("%s", left).isEqualTo(2);
        assertThat(left.toString()).contains("the volume filled holds data that dockplay did not bring, so it is left");
        Dockplay forced = contract.run("uninstall", volumes, "--yes", "--force", "--forget", "--limit", host.name());
        assertThat(forced.exit()).as("%s", forced).isZero();
        assertThat(said(host, "docker volume ls -q")).isEqualTo("kept\n");
        shell(host, "docker volume rm kept; docker network rm used");
    }

    private static String said(LabHost host, String script) {
        return host.exec("sh", "-c", script).output();
    }

    /** On CentOS 7 only: Docker 1.7 cannot be asked without the password on its command line. */
    @Test
    void a_login_that_no_registry_takes_is_not_written() {
        LabHost host = lab.hosts(Release.CENTOS_7).get(0);
        Contract contract = new Contract(lab, folder);
        Path playbook = contract.playbook(
                "docker-login: {registry: \"localhost:5999\", username: deploy, password: \"it is not shown\"}");
        Fingerprint before = host.fingerprint();

        Dockplay run = Dockplay.run("apply", playbook, "-i", lab.inventoryFile(), "--yes", "--limit", host.name());

        assertThat(run.exit()).as("%s", run).isEqualTo(2);
        assertThat(run.out() + run.err()).contains("did not take the login").doesNotContain("it is not shown");
        assertThat(before.differences(host.fingerprint())).isEmpty();
    }
}
