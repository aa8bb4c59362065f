package io.dockplay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.lab.Fingerprint;
import io.dockplay.lab.Lab;
import io.dockplay.lab.LabHost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What stays, what comes back and what is told when real hosts are given back; and the record that this is done by. */
@Timeout(900)
@FreshHosts
class UninstallIT {

    private static final Path SITE = Path.of("..", "playbooks", "site.yml");

    @TempDir
    Path folder;

    private Lab lab;

    @BeforeEach
    void up(Lab fresh) {
        lab = fresh;
    }

    private Path playbook(String play) throws Exception {
        return Files.writeString(folder.resolve("play.yml"), "- hosts: all\n" + play.indent(2));
    }

    private Dockplay run(Object... words) {
        List<Object> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("-i", lab.inventoryFile()));
        return Dockplay.run(all.toArray());
    }

    private Dockplay good(Object... words) {
        Dockplay run = run(words);
        assertThat(run.exit()).as(run.toString()).isZero();
        return run;
    }

    private void on(String code) {
        lab.hosts().forEach(host -> host.exec("sh", "-c", code).orThrow());
    }

    private String said(int host, String code) {
        return lab.hosts().get(host).exec("sh", "-c", code).output();
    }

    private Map<LabHost, Fingerprint> fingerprints() {
        Map<LabHost, Fingerprint> fingerprints = new LinkedHashMap<>();
        lab.hosts().forEach(host -> fingerprints.put(host, host.fingerprint()));
        return fingerprints;
    }

    private static void assertSame(Map<LabHost, Fingerprint> before) {
        before.forEach((host, former) -> assertThat(former.differences(host.fingerprint()))
                .as(host.name())
                .isEmpty());
    }

    @Test
    void what_was_there_before_stays_and_is_named_and_goes_only_with_all() throws Exception {
        on("yum -y install gcc && yum -y install tree");
        Map<LabHost, Fingerprint> before = fingerprints();
        Path play = playbook("""
                tasks:
                  - name: Compilers
                    package: {name: [gcc, gcc-c++]}
                  - name: No tree
                    package: {name: tree, state: absent}
                """);
        good("apply", play);

        Dockplay dryRun = good("uninstall", play, "--dry-run");
        assertThat(dryRun.out()).contains("package gcc  kept: it was there before dockplay", "~ package gcc-c++");
        Dockplay uninstall = good("uninstall", play, "--yes", "--forget", "--format", "json");
        assertThat(uninstall.events("kept"))
                .extracting(event -> event.path("what").asText())
                .containsExactly("gcc", "gcc");
        assertSame(before);

        good("apply", play);
        good("uninstall", play, "--yes", "--forget", "--all");
        assertThat(said(0, "rpm -q gcc gcc-c++; rpm -q tree") + said(1, "rpm -q gcc gcc-c++; rpm -q tree"))
                .contains("package gcc is not installed", "package gcc-c++ is not installed", "tree-1.6.0")
                .doesNotContain("gcc-4");
    }

    @Test
    void a_package_that_no_repository_has_any_more_is_named_until_force_lets_it_go() throws Exception {
        on("yum -y install tree");
        Path play = playbook("tasks:\n  - package: {name: tree, state: absent}\n");
        good("apply", play);
        on("cd /etc/yum.repos.d && mkdir /root/repos && mv *.repo /root/repos");

        Dockplay uninstall = run("uninstall", play, "--yes", "--forget");
        assertThat(uninstall.exit()).as(uninstall.toString()).isEqualTo(2);
        assertThat(uninstall.out()).contains("this was there before and does not come back: tree-1.6.0");
        assertThat(good("history", "all").out()).contains("~ tree: 1.6.0-");

        good("uninstall", play, "--yes", "--forget", "--force");
        assertThat(good("history").out()).contains("nothing on record");
    }

    @Test
    void a_package_that_was_updated_gets_its_former_version_back() throws Exception {
        on("[ ! -d /run/systemd/system ] || { curl -s -o /etc/yum.repos.d/d.repo http://repository/docker-ce.repo"
                + " && yum -y install docker-ce-25.0.5 docker-ce-cli-25.0.5; }");
        Map<LabHost, Fingerprint> before = fingerprints();
        Path play = playbook("tasks:\n  - package: {name: [docker-ce, docker-ce-cli], version: 26.1.4}\n");
        good("apply", play, "--limit", "c7-1");
        assertThat(said(0, "rpm -q docker-ce")).contains("26.1.4");

        assertThat(good("uninstall", play, "--dry-run", "--limit", "c7-1").out())
                .containsPattern("docker-ce  26.1.4-1.el7 → 25.0.5-1.el7, if a repository still has it");
        good("uninstall", play, "--yes", "--forget", "--limit", "c7-1");
        assertSame(before);
    }

    @Test
    void what_other_variables_brought_goes_and_is_not_told_as_kept() throws Exception {
        Path play = playbook("""
                vars: {docker_version: ""}
                tasks:
                  - name: Docker's repository
                    repo: {id: docker-ce, url: "http://repository/docker-ce.repo"}
                  - name: Docker, the newest version
                    when: docker_version == ""
                    package: {name: docker-ce}
                  - name: Docker, the wanted version
                    when: docker_version != ""
                    package: {name: ["docker-ce-${docker_version}", "docker-ce-cli-${docker_version}", containerd.io]}
                  - name: Docker runs
                    service: {name: docker, state: started, enabled: true}
                """);
        good("apply", play, "--limit", "c7-1", "-e", "docker_version=25.0.5");
        assertThat(said(0, "rpm -q docker-ce")).contains("25.0.5");

        Dockplay dryRun = good("uninstall", play, "--dry-run", "--limit", "c7-1");
        assertThat(dryRun.out()).doesNotContain("kept: it was there before").contains("~ package docker-ce  25.0.5");
        Dockplay uninstall = good("uninstall", play, "--yes", "--forget", "--limit", "c7-1");
        assertThat(uninstall.out()).doesNotContain("kept: it was there before");
        assertThat(said(0, "rpm -q docker-ce docker-ce-cli")).doesNotContain("25.0.5");
    }

    @Test
    void a_file_that_somebody_changed_since_is_left_and_shown() throws Exception {
        on("echo former >/etc/settings");
        Path play = playbook("""
                tasks:
                  - file: {path: /etc/settings, content: "wanted\\n"}
                  - package: {name: tree}
                """);
        good("apply", play);
        on("echo mine >>/etc/settings");

        Dockplay uninstall = run("uninstall", play, "--yes", "--forget");
        assertThat(uninstall.exit()).as(uninstall.toString()).isEqualTo(2);
        assertThat(uninstall.out())
                .contains("c[6-7]-1: file /etc/settings: /etc/settings was changed since", "-mine", "+former");
        assertThat(said(0, "cat /etc/settings; rpm -q tree")).contains("wanted\nmine\n", "not installed");

        good("uninstall", play, "--yes", "--forget", "--force");
        assertThat(said(1, "cat /etc/settings; ls -d /var/lib/dockplay")).isEqualTo("former\n");
    }

    @Test
    void containers_that_still_run_are_named_before_docker_goes() throws Exception {
        good("apply", SITE, "--limit", "c7-1");
        said(
                0,
                "docker run -d --name web -v /usr:/usr -v /lib:/lib -v /lib64:/lib64 --entrypoint /usr/bin/sleep hello-world 600");
        assertThat(said(0, "sleep 1; docker ps")).contains("web");

        Dockplay dryRun = good("uninstall", SITE, "--dry-run", "--limit", "c7-1");
        assertThat(dryRun.out()).containsOnlyOnce("1 container still runs and will be stopped: web");
        Dockplay uninstall = good("uninstall", SITE, "--yes", "--forget", "--limit", "c7-1");
        assertThat(uninstall.out())
                .containsSubsequence(
                        "will be stopped: web", "~ docker-mirror", "~ service docker", "~ package docker-ce");
        assertThat(said(0, "command -v docker; ls -d /var/lib/docker")).isBlank();
    }

    @Test
    void without_a_record_the_hosts_stay_as_they_are_and_that_is_told() {
        Map<LabHost, Fingerprint> before = fingerprints();
        assertThat(good("uninstall", SITE, "--yes", "--forget").out())
                .contains("no record of dockplay's is on this host, so only the play's uninstall: tasks run")
                .contains("2 hosts: 2 as wanted");
        assertSame(before);

        good("apply", SITE);
        on("rm -rf /var/lib/dockplay");
        Map<LabHost, Fingerprint> applied = fingerprints();
        Dockplay uninstall = good("uninstall", SITE, "--yes", "--forget");
        assertThat(uninstall.out()).contains("this stays: package gcc, package gcc-c++,", "service docker");
        assertSame(applied);
        assertThat(said(0, "docker images")).contains("hello-world");
    }

    @Test
    void an_uninstall_that_a_reboot_interrupts_is_finished_by_the_next_one() throws Exception {
        on("echo former >/etc/settings");
        Map<LabHost, Fingerprint> before = fingerprints();
        Path play = playbook("""
                tasks:
                  - package: {name: tree}
                  - file: {path: /etc/settings, content: wanted}
                  - file: {path: /etc/more, content: wanted}
                uninstall:
                  - command: {shell: "touch /run/begun; while [ ! -e /root/gate ]; do sleep 0.1; done; rm /root/gate"}
                """);
        good("apply", play);
        CompletableFuture<Dockplay> interrupted =
                CompletableFuture.supplyAsync(() -> run("uninstall", play, "--yes", "--forget", "--limit", "c7-1"));
        while (lab.hosts().get(0).exec("test", "-e", "/run/begun").exitCode() != 0) {
            Thread.sleep(100);
        }
        lab.hosts().get(0).restart();
        assertThat(interrupted.get(120, TimeUnit.SECONDS).exit()).isNotZero();
        assertThat(said(0, "ls /var/lib/dockplay")).contains("record");

        on("touch /root/gate");
        good("uninstall", play, "--yes", "--forget");
        assertSame(before);
    }

    @Test
    void what_a_task_brought_before_it_named_more_goes_and_is_not_told_as_kept() throws Exception {
        Map<LabHost, Fingerprint> before = fingerprints();
        good("apply", playbook("tasks:\n  - package: {name: [tree]}\n"));
        Path play = playbook("tasks:\n  - package: {name: [tree, gcc]}\n");
        good("apply", play);

        // No task is any more what brought tree, but one of them names all that it brought.
        assertThat(good("uninstall", play, "--dry-run").out()).contains("package tree", "package gcc");
        Dockplay uninstall = good("uninstall", play, "--yes", "--forget");

        assertThat(uninstall.out()).doesNotContain("kept: it was there before");
        assertSame(before);
    }

    /** The second uninstall finds the packages gone, and with them what their files were given back to. */
    @Test
    void an_uninstall_that_broke_after_the_packages_went_leaves_nothing_of_theirs() throws Exception {
        Map<LabHost, Fingerprint> before = fingerprints();
        Path play = playbook("""
                tasks:
                  - package: {name: epel-release}
                  - file: {path: /etc/yum.repos.d/epel.repo, settings: [priority=1]}
                uninstall:
                  - command: {argv: ["false"], read_only: true}
                """);
        good("apply", play, "--limit", "c6-1");
        assertThat(said(1, "rpm -qf /etc/yum.repos.d/epel.repo")).startsWith("epel-release");
        Dockplay broken = run("uninstall", play, "--yes", "--forget", "--limit", "c6-1");
        assertThat(broken.exit()).as(broken.toString()).isEqualTo(2);
        assertThat(said(1, "rpm -q epel-release; ls /var/lib/dockplay")).contains("not installed", "record", "places");

        Files.writeString(play, Files.readString(play).replace("\"false\"", "\"true\""));
        Dockplay uninstall = good("uninstall", play, "--yes", "--forget", "--limit", "c6-1");
        assertThat(uninstall.out())
                .contains(
                        "/etc/yum.repos.d/epel.repo is not given back: it belonged to the package epel-release, which is gone");
        assertSame(before);
    }

    @Test
    void the_record_tells_what_each_run_did() throws Exception {
        Path play = playbook("tasks:\n  - name: Motto\n    file: {path: /etc/motto, content: \"one\\n\"}\n");
        good("apply", play);
        Files.writeString(play, Files.readString(play).replace("one", "two"));
        good("apply", play, "--limit", "c7-1");

        Dockplay history = good("history");
        assertThat(history.out())
                .containsSubsequence(
                        "c7-1\n", "play.yml, run 2", "Motto: file /etc/motto", "~ content: absent → 1 line")
                .contains("~ content: 1 line → 1 line")
                .doesNotContain("sha256:");
        assertThat(good("history", "--since", "1d", "c6-1", "--format", "json").steps("recorded"))
                .containsOnly("c6-1 file /etc/motto");
        assertThat(good("history", "--since", "2999-01-01").out()).contains("c[6-7]-1 (2)  nothing on record");
        assertThat(said(0, "stat -c '%a %U' /var/lib/dockplay/record")).isEqualTo("600 root\n");
    }
}
