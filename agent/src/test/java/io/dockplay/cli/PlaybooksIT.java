package io.dockplay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.Readme;
import io.dockplay.lab.Fingerprint;
import io.dockplay.lab.Lab;
import io.dockplay.lab.LabHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The playbooks beside site.yml, each on hosts of both releases. */
@Timeout(900)
@FreshHosts
class PlaybooksIT {

    @TempDir
    Path folder;

    private Lab lab;

    @BeforeEach
    void up(Lab fresh) {
        lab = fresh;
    }

    private Dockplay run(String command, String playbook, Object... more) {
        Object[] arguments = new Object[4 + more.length];
        Object[] first = {command, Path.of("..", "playbooks", playbook), "-i", lab.inventoryFile()};
        System.arraycopy(first, 0, arguments, 0, 4);
        System.arraycopy(more, 0, arguments, 4, more.length);
        Dockplay run = Dockplay.run(arguments);
        assertThat(run.exit()).as("%s %s: %s", command, playbook, run).isZero();
        return run;
    }

    @Test
    void docker_lives_from_its_installation_to_its_removal_by_hand() throws IOException {
        // A version that is not the newest, then the newest.
        run("apply", "site.yml", "-e", "docker_version=25.0.5");
        assertThat(lab.hosts()
                        .get(0)
                        .exec("rpm", "-q", "docker-ce", "docker-ce-cli")
                        .output())
                .contains("docker-ce-25.0.5", "docker-ce-cli-25.0.5");
        run("apply", "site.yml", "-e", "docker_version=26.1.4");
        assertThat(lab.hosts().get(0).exec("rpm", "-q", "docker-ce").output()).contains("docker-ce-26.1.4");

        assertThat(run("drift", "site.yml").out())
                .contains("Docker 1.7 takes every mirror for https")
                .doesNotContain("c7-1")
                .endsWith("2 hosts: 2 as wanted\n");
        everyCommandOfTheReadmeButUninstallIsFine();
        assertThat(lab.hosts().get(0).exec("systemctl", "disable", "docker").exitCode())
                .isZero();
        Path metrics = folder.resolve("dockplay.prom");
        Dockplay drift = Dockplay.run(
                "drift", Path.of("..", "playbooks", "site.yml"), "-i", lab.inventoryFile(), "--metrics", metrics);
        assertThat(drift.exit()).as("%s", drift).isEqualTo(5);
        assertThat(drift.out())
                .contains("    ~ service docker: enabled  no → yes\n")
                .endsWith("2 hosts: 1 to change, 1 as wanted\n");
        assertThat(metrics)
                .content()
                .contains(
                        "dockplay_hosts{playbook=\"site.yml\",state=\"drifted\"} 1",
                        "dockplay_changes{playbook=\"site.yml\",module=\"service\"} 1");

        Dockplay mirror = run("apply", "mirror.yml", "-e", "docker_mirrors=[\"http://registry\"]", "--format", "json");
        assertThat(mirror.steps("change"))
                .containsExactly("c6-1 docker-mirror http://registry", "c7-1 docker-mirror http://registry");
        run("apply", "verify.yml", "-e", "docker_mirrors=[\"http://registry\"]");
        Dockplay checked = Dockplay.run(
                "apply",
                Path.of("..", "playbooks", "verify.yml"),
                "-i",
                lab.inventoryFile(),
                "-e",
                "{docker_mirrors: [\"http://registry\"], docker_mirror_check: true}");
        assertThat(checked.exit()).as("%s", checked).isEqualTo(2);
        assertThat(checked.out() + checked.err())
                .contains("Docker 1.7 cannot pull through http://registry: https://registry/v2/ answers 000");
        assertThat(lab.hosts()
                        .get(1)
                        .exec("sh", "-c", "ps -ef | grep '[d]ocker -d'")
                        .output())
                .contains("--registry-mirror=http://registry");

        run("apply", "uninstall.yml");
        for (LabHost host : lab.hosts()) {
            assertThat(host.exec("sh", "-c", "command -v docker || ls -d /var/lib/docker")
                            .exitCode())
                    .as(host.name())
                    .isNotZero();
        }
        assertThat(run("apply", "uninstall.yml", "--format", "json").steps("change"))
                .isEmpty();
    }

    /** On the README's inventory, with the lab's hosts for its own. */
    private void everyCommandOfTheReadmeButUninstallIsFine() throws IOException {
        Readme readme = Readme.all().get(0);
        ReadmeIT.playbooks(folder, "CentOS");
        Files.writeString(folder.resolve("word"), "sesame\n");
        Path hosts = Files.createDirectories(folder.resolve("hosts"));
        Files.copy(lab.inventoryFile(), hosts.resolve("lab.yml"));
        Files.writeString(
                hosts.resolve("readme"),
                readme.inventory()
                        .replaceFirst("web.*", "c7-1")
                        .replaceFirst("old-01.*", "c6-1")
                        .replaceFirst("old-02.*", "")
                        .replaceFirst("docker_mirrors.*", ""));
        for (String command : readme.commands()) {
            if (command.startsWith("./dockplay") && !command.matches("\\S+ (rehearse|vault|uninstall) .*")) {
                List<String> words = ReadmeIT.words(command, folder);
                Dockplay run = Dockplay.in(folder, words.toArray());
                assertThat(run.exit()).as("%s: %s", command, run).isZero();
            }
        }
    }

    @Test
    void the_archives_take_the_place_of_the_repositories_and_give_it_back() {
        Map<LabHost, Fingerprint> before = new LinkedHashMap<>();
        lab.hosts().forEach(host -> before.put(host, host.fingerprint()));

        run("apply", "archives.yml", "-e", "archive=aliyun");
        assertThat(lab.hosts()
                        .get(0)
                        .exec("cat", "/etc/yum.repos.d/CentOS-Base.repo")
                        .output())
                .contains("baseurl=http://mirrors.aliyun.com/centos-vault/7.9.2009/os/$basearch/");
        assertThat(lab.hosts()
                        .get(1)
                        .exec("cat", "/etc/yum.repos.d/CentOS-Base.repo")
                        .output())
                .contains("baseurl=http://mirrors.aliyun.com/centos-vault/6.10/extras/$basearch/");
        run("uninstall", "archives.yml", "--yes", "--forget");

        before.forEach((host, former) ->
                assertThat(former.differences(host.fingerprint())).isEmpty());
    }

    @Test
    void yum_is_asked_for_all_that_it_would_do_and_does_nothing_of_it() {
        Map<LabHost, Fingerprint> before = new LinkedHashMap<>();
        lab.hosts().forEach(host -> before.put(host, host.fingerprint()));

        Dockplay nowhere = Dockplay.run(
                "apply",
                Path.of("..", "playbooks", "site.yml"),
                "-i",
                lab.inventoryFile(),
                "--dry-run",
                "-e",
                "docker_repo_url=http://repository/nope.repo");
        assertThat(nowhere.exit())
                .as("no task brings an address that is not there: %s", nowhere)
                .isEqualTo(2);
        assertThat(nowhere.toString())
                .contains("http://repository/nope.repo cannot be fetched")
                .contains("404");

        Dockplay resolved = run("apply", "site.yml", "--dry-run", "--resolve");

        assertThat(resolved.out())
                .containsPattern("· install epel-release 6-8 \\(.*\\)\n +1 package, .* to download")
                .containsPattern("· install lvm2 2.02.187-6.el7 \\(base, .*\\)")
                .contains("not resolved: it can be resolved only after repo docker-ce");
        before.forEach((host, former) ->
                assertThat(former.differences(host.fingerprint())).isEmpty());
        assertThat(lab.hosts().get(0).exec("ls", "/tmp").output()).isBlank();
    }
}
