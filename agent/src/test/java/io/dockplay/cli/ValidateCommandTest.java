package io.dockplay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** validate tells all that is wrong; no host is contacted. */
class ValidateCommandTest {

    @TempDir
    Path folder;

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    @Test
    void good_files_are_counted_in_one_line() throws IOException {
        Path one = write(
                "one.yml",
                "- hosts: web\n  tasks:\n    - package: {name: gcc}\n    - service: {name: sshd, state: started}\n");
        Path two = write("two.yml", "- hosts: db\n  tasks:\n    - package: {name: gcc}\n");
        Path hosts = write("hosts", "[web]\nweb[1:3]\n[db]\ndb1\n");

        assertThat(Dockplay.run("validate", one, two, "-i", hosts))
                .isEqualTo(new Dockplay(0, "2 plays, 3 tasks, 4 hosts: no problem\n", ""));
        assertThat(Dockplay.run("validate", two).out()).startsWith("1 play, 1 task, 0 hosts: no problem (");
    }

    /** Runs validate as a user with this ssh_config. */
    private Dockplay validated(String configuration) throws IOException {
        Path play = write("one.yml", "- hosts: web\n  tasks:\n    - package: {name: gcc}\n");
        Path hosts = write("hosts", "[web]\nweb[1:3] ansible_ssh_args=-A\n");
        write(".ssh/config", configuration);
        String home = System.getProperty("user.home");
        System.setProperty("user.home", folder.toString());
        try {
            return Dockplay.run("validate", play, play, "-i", hosts);
        } finally {
            System.setProperty("user.home", home);
        }
    }

    @Test
    void what_ssh_config_asks_for_in_vain_is_named_with_its_line() throws IOException {
        Dockplay run = validated("""
                Host web1 web3
                  ForwardAgent yes
                  Port 2222
                  StrictHostKeyChecking no
                Host *
                  ForwardX11 no
                  ServerAliveInterval 5
                """);

        assertThat(run.exit()).as("%s", run).isZero();
        String file = folder + "/.ssh/config";
        assertThat(run.err().lines())
                .containsExactlyInAnyOrder(
                        "warning: web[1-3]: ansible_ssh_args: \"-A\" is ignored: dockplay has no such option",
                        "warning: web[1,3]: " + file + ":2: forwardagent is ignored: the agent is not forwarded",
                        "warning: web[1,3]: " + file + ":4: stricthostkeychecking is ignored: host keys are always"
                                + " checked; --accept-new-host-keys learns those of new hosts");
    }

    @Test
    void what_cannot_be_followed_in_ssh_config_is_a_problem_and_no_command_of_it_is_run() throws IOException {
        Path ran = folder.resolve("ran");
        Dockplay run = validated("Match exec \"touch " + ran + "\"\n  CanonicalizeHostname yes\nMatch !exec \"touch "
                + ran + "\"\n  CanonicalizeHostname yes\nMatch host web2\n  ProxyUseFdpass yes\n");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err())
                .contains("proxyusefdpass cannot be followed", "/.ssh/config:6")
                .doesNotContain("canonical");
        assertThat(ran).doesNotExist();
    }

    @Test
    void problems_of_playbooks_templates_inventory_and_variables_are_told_together() throws IOException {
        Path one = write(
                "one.yml",
                "- hosts: web\n  tasks:\n    - file: {path: /etc/motd, template: motd}\n    - pakage: {name: x}\n");
        Path two = write("two.yml", "- hosts: web\n  taks: []\n");
        write("motd", "${nowhere}\n");
        Path hosts = write("hosts", "[web]\nweb1 color\n");
        write("group_vars/web.yml", "a: 1\na: 2\n");

        Dockplay run = Dockplay.run("validate", one, two, "-i", hosts);

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .contains("\"pakage\"", "one.yml:4:7", "Did you mean \"package\"?")
                .contains("a play has no key \"taks\"", "two.yml:2:3")
                .contains("\"color\" is not name=value", "hosts:2:1")
                .contains("group_vars/web.yml:2:1");
    }

    @Test
    void an_expression_in_a_template_is_checked_with_the_inventorys_variables() throws IOException {
        Path playbook = write("one.yml", "- hosts: web\n  tasks:\n    - file: {path: /etc/motd, template: motd}\n");
        write("motd", "Hello\n${greeting}\n");

        assertThat(Dockplay.run("validate", playbook, "-i", write("hosts", "[web]\nweb1\n"))
                        .err())
                .contains("there is no variable greeting", "motd:2:3");
        assertThat(Dockplay.run("validate", playbook, "-i", write("hosts", "[web]\nweb1 greeting=hi\n"))
                        .exit())
                .isZero();
        assertThat(Dockplay.run("validate", playbook).exit()).isZero();
    }

    @Test
    void what_one_playbook_asks_for_is_unknown_to_the_next() throws IOException {
        Path one = write("one.yml", """
                - hosts: web
                  vars_prompt:
                    - {name: port, default: "80"}
                  tasks:
                    - command: {shell: "echo ${port}"}
                """);
        Path two = write("two.yml", "- hosts: web\n  tasks:\n    - command: {shell: \"echo ${port}\"}\n");
        Path hosts = write("hosts", "[web]\nweb1\n");

        assertThat(Dockplay.run("validate", one, "-i", hosts).exit()).isZero();
        assertThat(Dockplay.run("validate", one, two, "-i", hosts).err())
                .isEqualTo(Dockplay.run("validate", two, "-i", hosts).err())
                .contains("there is no variable port", "two.yml");
        assertThat(Dockplay.run("validate", one, two, "-i", hosts, "-e", "port=90")
                        .exit())
                .isZero();
    }

    @Test
    void what_is_wrong_with_a_host_that_only_does_others_tasks_is_told_beforehand() throws IOException {
        Path playbook =
                write("one.yml", "- hosts: web1\n  tasks:\n    - {command: {argv: [\"true\"]}, delegate_to: web2}\n");

        assertThat(Dockplay.run(
                                "validate",
                                playbook,
                                "-i",
                                write("hosts", "web1\nweb2 ansible_port=x\nweb3 ansible_port=x\n"))
                        .err())
                .containsOnlyOnce("ansible_port is")
                .contains("hosts:2:1");
    }

    @Test
    void nothing_to_validate_is_an_error() {
        assertThat(Dockplay.run("validate")).satisfies(run -> {
            assertThat(run.exit()).isEqualTo(1);
            assertThat(run.err()).startsWith("error").contains("PLAYBOOK");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "command: {argv: [\"a\\0b\"]}",
                "command: {shell: \"a\\0b\"}",
                "command: {shell: cat, stdin: \"a\\0b\"}",
                "file: {path: /etc/motd, content: \"a\\0b\"}",
                "command: {shell: x, chdir: \"${'a\\\\x0000b'}\"}",
                "command: {shell: \"\\ud800\"}",
                "command: {shell: x}\n      environment: {A: \"a\\0b\"}",
                "command: {shell: x}\n      environment: {A: \"${'a\\\\x0000b'}\"}",
                "command: {shell: x}\n      become_user: \"${'a\\\\x0000b'}\"",
                "command: {shell: x}\n      delegate_to: \"${'a\\\\x0000b'}\"",
                "docker-container: {name: web, image: y, state: started, env: {A: \"${'a\\\\x0000b'}\"}}",
                "include_tasks: \"a\\0b\"",
                "include_vars: \"a\\0b\"",
                "script: {source: \"a\\0b\"}",
                "script: {source: \"${'a\\\\x0000b'}\"}"
            })
    void a_value_that_no_host_can_take_is_refused_where_it_stands(String task) throws IOException {
        Path playbook = write("one.yml", "- hosts: web\n  tasks:\n    - " + task + "\n");
        Path hosts = write("hosts", "[web]\nweb1\n");

        Dockplay run = Dockplay.run("validate", playbook, "-i", hosts);

        assertThat(run.exit()).as(run.err()).isEqualTo(1);
        assertThat(run.err()).containsPattern("a NUL character|half a character|cannot be a file's name");
        assertThat(run.err()).containsPattern("one\\.yml:[34]:[0-9]+");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- hosts: web\n  roles: [\"a\\0b\"]\n  tasks: []\n",
                "- hosts: web\n  vars_files: [\"a\\0b\"]\n  tasks: []\n",
                "- hosts: web\n  vars: {\"a\\0b\": 1}\n  tasks: []\n",
                "- hosts: \"a\\0b\"\n  tasks: []\n",
                "- import_playbook: \"a\\0b\"\n"
            })
    void a_play_that_names_what_no_file_can_be_called_is_refused(String play) throws IOException {
        Path playbook = write("one.yml", play);
        Path hosts = write("hosts", "[web]\nweb1\n");

        Dockplay run = Dockplay.run("validate", playbook, "-i", hosts);

        assertThat(run.exit()).as(run.err()).isEqualTo(1);
        assertThat(run.err()).contains("a NUL character").containsPattern("one\\.yml:[12]:[0-9]+");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "all: {hosts: {\"a\\0b\": }}",
                "all: {hosts: {web1: {ansible_ssh_private_key_file: \"a\\0b\"}}}",
                "all: {hosts: {web1: {x: [\"a\\0b\"]}}}",
                "web1 ansible_user=\"'a\\\\x00b'\"",
                "[web]\nweb1\n[web:vars]\nx = ['a\\x00b']",
                "[web]\nweb1\n[web:vars]\nx = '\\ud800'"
            })
    void an_inventory_with_a_value_that_no_host_can_take_is_refused(String text) throws IOException {
        Path playbook = write("one.yml", "- hosts: all\n  tasks:\n    - command: {shell: x}\n");
        Path hosts = write("hosts", text + "\n");

        Dockplay run = Dockplay.run("validate", playbook, "-i", hosts);

        assertThat(run.exit()).as(run.err()).isEqualTo(1);
        assertThat(run.err())
                .containsPattern("a NUL character|half a character")
                .containsPattern("hosts:[1-4]");
    }

    @Test
    void a_program_that_prints_a_value_that_no_host_can_take_is_refused() throws IOException {
        Path playbook = write("one.yml", "- hosts: all\n  tasks:\n    - command: {shell: x}\n");
        for (String json : List.of(
                "{\"web\": {\"hosts\": [\"a\\\\u0000b\"]}}",
                "{\"web\": {\"hosts\": [\"a\"], \"vars\": {\"x\": \"\\\\u0000\"}}}",
                "{\"web\": {\"hosts\": [\"a\"], \"vars\": {\"x\": \"\\377\"}}}")) {
            Path hosts = write("hosts.sh", "#!/bin/sh\nprintf '" + json + "'\n");
            hosts.toFile().setExecutable(true);

            Dockplay run = Dockplay.run("validate", playbook, "-i", hosts);

            assertThat(run.exit()).as(run.toString()).isEqualTo(1);
            assertThat(run.err())
                    .containsPattern("a NUL character|is not UTF-8")
                    .contains("hosts.sh");
        }
    }

    @Test
    void a_variable_of_the_command_line_that_no_host_can_take_is_refused() throws IOException {
        Path playbook = write("one.yml", "- hosts: all\n  tasks:\n    - command: {shell: x}\n");
        Path hosts = write("hosts", "web1\n");

        Dockplay run = Dockplay.run("validate", playbook, "-i", hosts, "-e", "{\"a\": \"\\u0000\"}");

        assertThat(run.exit()).as(run.toString()).isEqualTo(1);
        assertThat(run.err()).contains("a NUL character").contains("-e");
    }

    @Test
    void a_program_that_everybody_may_change_is_not_run() throws IOException {
        Path playbook = write("one.yml", "- hosts: all\n  tasks:\n    - command: {shell: x}\n");
        Path hosts = write("hosts.sh", "#!/bin/sh\ntouch " + folder.resolve("ran") + "\necho '{\"web\": [\"a\"]}'\n");
        Files.setPosixFilePermissions(hosts, PosixFilePermissions.fromString("rwxrwxrwx"));

        Dockplay run = Dockplay.run("validate", playbook, "-i", hosts);

        assertThat(run.exit()).as(run.toString()).isEqualTo(1);
        assertThat(run.err()).contains(hosts + " is not run: everybody on this machine may change it", "chmod o-w");
        assertThat(folder.resolve("ran")).doesNotExist();
    }
}
