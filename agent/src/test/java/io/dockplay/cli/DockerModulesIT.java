package io.dockplay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.lab.Fingerprint;
import io.dockplay.lab.Lab;
import io.dockplay.lab.LabHost;
import io.dockplay.lab.Release;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The modules that look after Docker keep the same promises as all others, see {@link ContractIT}; site.yml has run before. */
@Timeout(300)
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
