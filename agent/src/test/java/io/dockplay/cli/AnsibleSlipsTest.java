package io.dockplay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an Ansible user's hands write by habit is answered with the line to write. */
class AnsibleSlipsTest {

    @TempDir
    Path folder;

    private Dockplay validated(String playbook) throws IOException {
        Path hosts = Files.writeString(folder.resolve("hosts"), "web1\n");
        return Dockplay.run("validate", Files.writeString(folder.resolve("site.yml"), playbook), "-i", hosts);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '`',
            value = {
                "copy: {src: a, dest: /b, mode: '0644'} → Write file: {source: a, path: /b, mode: 0644}.",
                "copy: src=a dest=/b → Write file: {source: a, path: /b}.",
                "copy: {content: '{{ x }}', dest: /b} → Write file: {content: \"${x}\", path: /b}.",
                "ansible.builtin.template: {src: a.j2, dest: /b} → Write file: {template: a.j2, path: /b}.",
                "lineinfile: {path: /a, regexp: ^x, line: 'x = 1'} → Write file: {path: /a, match: \"^x\", lines: [\"x = 1\"]}.",
                "yum: {name: gcc, state: installed} → Write package: {name: gcc, state: present}.",
                "dnf: name=gcc state=latest → Write package: {name: gcc, state: latest}.",
                "apt: {name: [a, b], update_cache: yes} → Write package: {name: [a, b]}.",
                "systemd: {name: docker, state: started, daemon_reload: yes} → Write service: {name: docker, state: started}.",
                "service: name=docker state=started → Write service: {name: docker, state: started}.",
                "shell: uname -r | cut -c1 → Write command: {shell: \"uname -r | cut -c1\"}.",
                "raw: uptime → Write command: {shell: uptime}.",
                "get_url: {url: 'http://a/b', dest: /b} → Write download: {url: \"http://a/b\", path: /b}.",
                "yum_repository: {name: x, description: X} → Write repo: {id: x, name: X}.",
                "docker_compose_v2: {project_name: a, project_src: /b} → Write docker-compose: {name: a, project_src: /b}.",
                "slurp: {src: /a} → Write command: {argv: [cat, …], read_only: true} and register: it.",
                "setup: {} → Facts are always there, under facts.",
                "local_action: command ls → Write the module, and delegate_to: localhost.",
                "file: {src: a, path: /b} → Write source: a.",
                "file: {content: a, dest: /b} → Write path: /b.",
                "assert: {that: true, fail_msg: no} → Write message: no.",
                "assert: {that: ansible_distribution == 'CentOS'} → Write facts.os.distribution.",
                "assert: {that: ansible_distribution_major_version == '7'} → Write facts.os.major.",
                "debug: {msg: '${ansible_facts.kernel}'} → Write facts.kernel.",
                "debug: {msg: '${ansible_facts[\"hostname\"]}'} → Write facts.hostname.",
                "debug: {msg: '${ansible_lsb.id}'} → The facts are under facts, such as facts.os.major",
                "debug: {msg: '{{ ansible_hostname }}'} → Write ${facts.hostname};",
                "debug: {msg: '{{ x }}'} → Write ${x};",
                "import_playbook: a.yml → Write dockplay apply for each playbook",
            })
    void a_slip_in_a_task_gives_the_line_to_write(String slip, String answer) throws IOException {
        Dockplay run = validated("- hosts: all\n  vars: {x: 1}\n  tasks:\n    - " + slip + "\n");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("\n  " + answer);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '`',
            value = {
                "async: 600 → Write timeout: 600, and no poll",
                "poll: 0 → Leave it out",
                "with_items: [a, b] → Write loop: [a, b]; each element is item.",
                "with_items: '{{ names }}' → Write loop: \"${names}\"; each element is item.",
                "with_dict: '{{ names }}' → Write loop: with a mapping's keys",
                "sudo: yes → Write become: true.",
                "sudo_user: ada → Write become_user: ada.",
                "args: {chdir: /tmp} → Write them among the options of the module itself.",
                "remote_user: ada → Write ansible_user in the inventory.",
                "connection: local → Write ansible_connection in the inventory, or delegate_to: localhost.",
                "check_mode: false → Leave it out: a dry run never changes a host.",
            })
    void a_slip_beside_a_module_gives_the_line_to_write(String slip, String answer) throws IOException {
        Dockplay run = validated("- hosts: all\n  tasks:\n    - package: {name: gcc}\n      " + slip + "\n");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("\n  " + answer);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '`',
            value = {
                "all|-m|shell|-a|uname -r → dockplay exec all -i hosts --shell 'uname -r'.",
                "all|-i|inv|-m|shell|-a|uname -r → dockplay exec all -i inv --shell 'uname -r'.",
                "all|-a|uname -r → dockplay exec all -i hosts -- uname -r.",
                "all|-m|command|-a|echo $HOME → dockplay exec all -i hosts --shell 'echo $HOME'.",
                "-l|web|uname -r → dockplay exec web -i hosts -- uname -r.",
                "all|-l|web|uptime → dockplay exec web -i hosts -- uptime.",
                "db|-l|web|uptime → dockplay exec 'db:&web' -i hosts -- uptime.",
                "all|uname -r → dockplay exec all -i hosts -- uname -r.",
                "all|-i|inv|ls|-l → dockplay exec all -i inv -- ls -l.",
                "web|-m|ping → dockplay ping web -i hosts.",
                "web|-b|-m|setup → dockplay facts web -i hosts -b.",
                "web|-m|yum|-a|name=gcc → a task of a playbook, and dockplay apply site.yml -l web -i hosts.",
            })
    void a_slip_of_exec_gives_the_line_to_type(String slip, String line) {
        Dockplay run = Dockplay.run((Object[]) ("exec|" + slip).split("\\|", -1));
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("\n  Write " + line + "\n").doesNotContain("Missing", "has no option");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '`',
            value = {
                "become: 'no' → 4:15: become: \"no\" is text; write no without quotes",
                "become: \"Yes\" → 4:15: become: \"Yes\" is text; write yes without quotes",
                "ignore_errors: 1 → 4:22: ignore_errors: 1 is a number; write true",
                "diff: 0 → 4:13: diff: 0 is a number; write false",
                "run_once: 'off' → 4:17: run_once: \"off\" is text; write off without quotes",
                "throttle: 1 → ",
            })
    void a_yes_or_no_that_is_none_in_yaml_is_understood_and_told(String slip, String warning) throws IOException {
        Dockplay run = validated("- hosts: all\n  tasks:\n    - package: {name: gcc}\n      " + slip + "\n");
        assertThat(run.exit()).isZero();
        assertThat(run.err())
                .isEqualTo(
                        warning == null ? "" : "warning: " + folder.resolve("site.yml") + ":" + warning.strip() + "\n");
    }

    @Test
    void a_yes_or_no_of_a_module_is_told_once_for_all_hosts_and_one_of_an_inventory_not_at_all() throws IOException {
        Path hosts = Files.writeString(folder.resolve("hosts"), "web[1:9] wanted=yes\n");
        Path site = Files.writeString(folder.resolve("site.yml"), """
                - hosts: all
                  tasks:
                    - service: {name: sshd, enabled: "yes"}
                    - service: {name: crond, enabled: "${wanted}"}
                """);
        Dockplay run = Dockplay.run("validate", site, site, "-i", hosts);
        assertThat(run.exit()).isZero();
        assertThat(run.err())
                .isEqualTo("warning: " + site + ":3:38: service: enabled: \"yes\" is text; write yes without quotes\n");
    }

    @Test
    void what_is_neither_yes_nor_no_is_refused() throws IOException {
        assertThat(validated("- hosts: all\n  become: perhaps\n  tasks: [{service: {name: sshd, enabled: 2}}]\n")
                        .err())
                .contains("become is text, and should be true or false")
                .contains("service: enabled is \"2\", and should be true or false");
    }

    @Test
    void a_command_in_quotes_is_no_name_of_a_program() throws IOException {
        Path hosts = Files.writeString(folder.resolve("hosts"), "web1\n");
        assertThat(Dockplay.run("exec", "all", "-i", hosts, "uname -r").err()).isEqualTo("""
                        error[DP1261]: "uname -r" is one word, and so would be the name of a program
                          Write its words after --, or --shell 'uname -r'.
                        """);
    }

    @Test
    void all_slips_of_a_file_are_told_at_once() throws IOException {
        Dockplay run = validated("""
                - hosts: all
                  sudo: yes
                  tasks:
                    - yum: name=gcc
                    - package: {name: gcc}
                      with_items: [a]
                    - copy: src=a dest=/b
                    - debug: {msg: "${ansible_distribution}"}
                """);
        assertThat(run.err().lines().filter(line -> line.startsWith("error"))).hasSize(5);
    }
}
