package io.dockplay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
                .containsOnlyOnce("ansible_port")
                .contains("hosts:2:1");
    }

    @Test
    void nothing_to_validate_is_an_error() {
        assertThat(Dockplay.run("validate")).satisfies(run -> {
            assertThat(run.exit()).isEqualTo(1);
            assertThat(run.err()).startsWith("error: ").contains("PLAYBOOK");
        });
    }
}
