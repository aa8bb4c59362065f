package io.dockplay.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Tasks, variables, playbooks and roles of other files. */
class IncludesIT extends PlayKeys {

    @Test
    void include_vars_takes_the_file_that_the_host_needs() throws Exception {
        write("vars/web1.yml", "colour: red\n");
        good(apply("""
                tasks:
                  - include_vars: "${inventory_hostname}.yml"
                  - {command: {shell: "echo ${colour} >> ${dir}/log"}}
                """));

        assertThat(log()).isEqualTo("red");
    }

    @Test
    void tasks_of_other_files_are_included() throws Exception {
        write("tasks/common.yml", "- command: {shell: \"echo ${word} >> ${dir}/log\"}\n");
        write("web1.yml", "- command: {shell: \"echo ${item} >> ${dir}/log\"}\n");
        good(apply("""
                tasks:
                  - {import_tasks: common.yml, vars: {word: imported}}
                  - {include_tasks: common.yml, vars: {word: included}, when: facts.cpus gt 0}
                  - {include_tasks: "${inventory_hostname}.yml", loop: [one, two]}
                  - {include_tasks: "nowhere.yml", when: "false && facts.cpus gt 0", loop: [1]}
                """));

        assertThat(log()).isEqualTo("imported included one two");
    }

    @Test
    void another_playbook_is_imported_with_its_own_files() throws Exception {
        write("other/play.yml", """
                - hosts: web1
                  become: false
                  tasks: [{file: {path: "${dir}/copy", source: motd}}]
                """);
        write("other/motd", "hello\n");
        good(run("apply", "- import_playbook: other/play.yml\n"));

        assertThat(folder.resolve("web1/copy")).hasContent("hello");
    }

    @Test
    void a_role_brings_its_tasks_handlers_files_templates_defaults_and_dependencies() throws Exception {
        write("roles/base/tasks/main.yml", "- %s\n".formatted(says("base")));
        write("roles/docker/meta/main.yml", "dependencies: [base]\n");
        write("roles/docker/defaults/main.yml", "port: 2375\ncolour: red\n");
        write("roles/docker/vars/main.yml", "kind: role\n");
        write("roles/docker/tasks/main.yml", """
                - file: {path: "${dir}/t", template: conf.ftl}
                  notify: Restart
                - file: {path: "${dir}/f", source: plain}
                - import_tasks: more.yml
                """);
        write("roles/docker/tasks/more.yml", "- %s\n".formatted(says("more")));
        write("roles/docker/templates/conf.ftl", "${port} ${colour} ${kind}\n");
        write("roles/docker/files/plain", "plain\n");
        write(
                "roles/docker/handlers/main.yml",
                "- {name: Restart, command: {shell: \"echo restart >> ${dir}/log\"}}\n");
        good(apply("""
                vars: {kind: play}
                pre_tasks: [%s]
                roles: [base, {role: docker, colour: blue}]
                tasks: [%s]
                post_tasks: [%s]
                """.formatted(says("pre"), says("tasks"), says("post"))));

        assertThat(log()).isEqualTo("pre base more tasks restart post");
        assertThat(folder.resolve("web1/t")).hasContent("2375 blue role");
        assertThat(folder.resolve("web1/f")).hasContent("plain");
    }

    @Test
    void a_roles_defaults_yield_to_everybody_and_a_task_can_import_a_role() throws Exception {
        write("roles/docker/defaults/main.yml", "colour: red\n");
        write("roles/docker/tasks/main.yml", "- {command: {shell: \"echo ${colour} >> ${dir}/log\"}}\n");
        write("roles/docker/tasks/other.yml", "- {command: {shell: \"echo other ${colour} >> ${dir}/log\"}}\n");
        good(apply("""
                vars: {colour: blue}
                tasks:
                  - import_role: {name: docker}
                  - import_role: {name: docker, tasks_from: other}
                """, "-e", "unused=1"));
        assertThat(log()).isEqualTo("blue other blue");
    }

    @Test
    void files_of_variables_win_over_the_plays_own() throws Exception {
        write("vars/colours.yml", "colour: blue\n");
        good(apply("""
                vars: {colour: red}
                vars_files: [colours.yml]
                tasks: [{command: {shell: "echo ${colour} >> ${dir}/log"}}]
                """));

        assertThat(log()).isEqualTo("blue");
    }
}
