package io.dockplay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.lab.Fingerprint;
import io.dockplay.lab.Lab;
import io.dockplay.lab.LabHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scripts, downloads and archives, on a real host of each release. */
@Timeout(900)
@FreshHosts
class FilesIT {

    private static final String ADDRESS = "http://repository/docker-ce.repo";

    @TempDir
    Path folder;

    private static Lab lab;

    @BeforeAll
    static void up(Lab fresh) {
        lab = fresh;
    }

    @Test
    void a_download_with_and_without_a_checksum_keeps_its_word() {
        String sum =
                onFirst("curl -s " + ADDRESS + " | sha256sum | cut -c 1-64").strip();
        Contract contract = new Contract(lab, folder);
        contract.isKeptBy("download: {url: \"" + ADDRESS + "\", path: /etc/dockplay.repo, mode: \"0600\", owner: ops}");
        contract.isKeptBy("download: {url: \"" + ADDRESS + "\", path: /etc/environment, checksum: \"sha256:" + sum
                + "\", headers: {X-Auth: \"se\\\"cret\"}}");
    }

    @Test
    void a_download_of_something_else_fails_and_leaves_what_is_there() {
        Contract contract = new Contract(lab, folder);
        Map<LabHost, Fingerprint> before = contract.fingerprints();
        for (String wrong : new String[] {
            "download: {url: \"" + ADDRESS + "\", path: /etc/environment, checksum: \"md5:" + "0".repeat(32) + "\"}",
            "download: {url: \"http://repository/none\", path: /etc/dockplay.none}"
        }) {
            Dockplay apply = contract.run("apply", contract.playbook(wrong), "--yes");
            assertThat(apply.exit()).as("%s", apply).isEqualTo(2);
            assertThat(apply.toString()).containsAnyOf("its md5 is", "404");
            contract.uninstalls(contract.playbook(wrong), before);
        }
    }

    @Test
    void a_script_is_run_with_its_arguments_until_what_it_creates_is_there() throws IOException {
        Files.writeString(
                folder.resolve("make.sh"), "#!/bin/bash\nprintf '%s|' \"$@\" \"$(id -un)\" >\"$1\"; echo said\n");
        Contract contract = new Contract(lab, folder);
        Map<LabHost, Fingerprint> before = contract.fingerprints();
        contract.isAppliedAsForeseen(
                "script: {source: make.sh, args: [/etc/dockplay made, \"it's $(id)\"], creates: /etc/dockplay made}");
        lab.hosts()
                .forEach(host -> assertThat(
                                host.exec("cat", "/etc/dockplay made").output())
                        .isEqualTo("/etc/dockplay made|it's $(id)|root|"));
        Dockplay told = contract.run("apply", contract.playbook("""
                script: {source: make.sh, args: [/dev/null], executable: /bin/bash}
                      register: made
                    - name: It said so
                      assert: {that: 'made.stdout?trim == "said"'}"""), "--yes");
        assertThat(told.exit()).as("%s", told).isZero();
        lab.hosts().forEach(host -> host.exec("sh", "-c", "rm -rf '/etc/dockplay made' /var/lib/dockplay"));
        contract.assertAlike(before, "all that the script made removed");
    }

    @Test
    void an_archive_is_unpacked_looked_after_and_taken_back() throws Exception {
        Files.createDirectories(folder.resolve("tool-1/bin"));
        Files.writeString(folder.resolve("tool-1/bin/tool"), "#!/bin/sh\n");
        Files.writeString(folder.resolve("tool-1/environment"), "A=1\n");
        Files.createSymbolicLink(folder.resolve("tool-1/link"), Path.of("bin/tool"));
        pack("-czf", "tool.tar.gz", "tool-1");
        Contract contract = new Contract(lab, folder);
        String task = "unarchive: {source: tool.tar.gz, dest: /etc, strip_components: 1, owner: ops, mode: \"0640\"}";
        Map<LabHost, Fingerprint> before = contract.fingerprints();
        contract.isAppliedAsForeseen(task);
        lab.hosts().forEach(host -> host.exec("rm", "/etc/bin/tool").orThrow());
        contract.isAppliedAsForeseen(task);
        lab.hosts()
                .forEach(host -> assertThat(host.exec("stat", "-c", "%a %U", "/etc/bin/tool", "/etc/environment")
                                .orThrow()
                                .lines())
                        .containsExactly("640 ops", "640 ops"));
        contract.uninstalls(contract.playbook(task), before);
    }

    @Test
    void an_archive_that_comes_in_the_same_run_is_foreseen_and_so_is_its_next_version() throws Exception {
        Contract contract = new Contract(lab, folder);
        Path playbook = contract.playbook("""
                file: {path: /etc/tool.tar, source: tool.tar}
                    - unarchive: {on_host: /etc/tool.tar, dest: /etc}""");
        Map<LabHost, Fingerprint> before = contract.fingerprints();
        for (String version : List.of("1", "2")) {
            Files.writeString(folder.resolve("tool"), version);
            pack("-cf", "tool.tar", "tool");
            Dockplay dryRun = contract.run("apply", playbook, "--dry-run");
            Dockplay apply = contract.run("apply", playbook, "--yes");
            assertThat(List.of(dryRun.exit(), apply.exit()))
                    .as("%s%n%s", dryRun, apply)
                    .containsOnly(0);
            assertThat(dryRun.steps("planned")).hasSize(4).isEqualTo(apply.steps("change"));
            lab.hosts()
                    .forEach(host ->
                            assertThat(host.exec("cat", "/etc/tool").orThrow()).isEqualTo(version));
        }
        assertThat(contract.run("apply", playbook, "--yes").steps("change")).isEmpty();
        contract.uninstalls(playbook, before);
    }

    private void pack(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("tar"));
        command.addAll(List.of(arguments));
        assertThat(new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .start()
                        .waitFor())
                .isZero();
    }

    private static String onFirst(String script) {
        return lab.hosts().get(0).exec("sh", "-c", script).orThrow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                """
                file: {path: /etc/environment, mode: "u+x,go=r"}
                    - file: {path: /etc/dockplay.d, state: directory, mode: "g+ws,o="}
                    - file: {path: /etc/dockplay.conf, content: "a", mode: "+x,o=", validate: "grep -q a %s"}
                    - file: {path: /etc/ssh/sshd_config, lines: MaxAuthTries 5, match: "^#?MaxAuthTries", validate: "/usr/sbin/sshd -t -f %s"}""",
                """
                file: {path: /etc/environment, block: "A=1\\nB=2", marker: "# {mark} rack 4", insert_before: BOF}
                    - file: {path: /etc/dockplay.conf, block: "A=1", create: true}
                    - file: {path: /etc/security, state: directory, recurse: true, group: ops, mode: "o-rwx,g=u,g-w"}""",
            })
    void what_file_takes_as_Ansible_does_keeps_its_word(String task) {
        new Contract(lab, folder).isKeptBy(task);
    }

    @Test
    void a_content_that_its_command_refuses_leaves_the_file_and_nothing_beside_it() {
        Contract contract = new Contract(lab, folder);
        Map<LabHost, Fingerprint> before = contract.fingerprints();
        Path playbook = contract.playbook("file: {path: /etc/ssh/sshd_config, lines: NoSuchWord yes, validate: "
                + "\"/usr/sbin/sshd -t -f %s\"}");
        Dockplay apply = contract.run("apply", playbook, "--yes");
        assertThat(apply.exit()).as("%s", apply).isEqualTo(2);
        assertThat(apply.toString()).contains("the new content was refused by /usr/sbin/sshd -t -f %s", "NoSuchWord");
        lab.hosts()
                .forEach(host -> assertThat(host.exec("sh", "-c", "ls -A /etc/ssh | grep ^[.]")
                                .output())
                        .isEmpty());
        contract.uninstalls(playbook, before);
    }

    @Test
    void a_look_at_a_file_is_known_to_later_tasks_and_changes_nothing() {
        Contract contract = new Contract(lab, folder);
        Map<LabHost, Fingerprint> before = contract.fingerprints();
        Dockplay run = contract.run("apply", contract.playbook("""
                stat: {path: /etc/ssh/sshd_config, get_checksum: true}
                      register: seen
                    - name: It is as it is
                      assert:
                        that: ["seen.stat.isreg", 'seen.stat.pw_name == "root"', "seen.stat.checksum?length == 64", "seen.stat.mtime > 0"]"""), "--yes");
        assertThat(run.exit()).as("%s", run).isZero();
        contract.assertAlike(before, "stat");
    }

    @Test
    void a_file_of_each_host_is_brought_here_and_nothing_changes_there() throws IOException {
        Contract contract = new Contract(lab, folder);
        Map<LabHost, Fingerprint> before = contract.fingerprints();
        Path brought = folder.resolve("brought");

        Dockplay run = contract.run(
                "apply", contract.playbook("fetch: {path: /etc/ssh/sshd_config, dest: \"" + brought + "\"}"), "--yes");

        assertThat(run.exit()).as("%s", run).isZero();
        for (LabHost host : lab.hosts()) {
            assertThat(brought.resolve(host.name()).resolve("etc/ssh/sshd_config"))
                    .content()
                    .isEqualTo(host.exec("cat", "/etc/ssh/sshd_config").orThrow());
        }
        contract.assertAlike(before, "fetch");
    }
}
