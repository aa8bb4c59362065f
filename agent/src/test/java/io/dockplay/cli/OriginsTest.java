package io.dockplay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An error that a variable's value causes tells where the variable is set. */
class OriginsTest {

    @TempDir
    Path folder;

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private String told(String tasks, Object... more) throws IOException {
        return toldOf("- hosts: all\n  roles: [web]\n  vars: {of_play: \"9\"}\n  tasks:\n" + tasks.indent(4), more);
    }

    private String toldOf(String playbook, Object... more) throws IOException {
        write("hosts", "web1 of_line=9 of_host=8\nweb2\n[all:vars]\nof_ini=9\n");
        write("group_vars/all.yml", "---\nof_group: \"9\"\nmade: \"${of_group}9\"\nof_host: 8\nbroken: ${nobody}\n");
        write("host_vars/web2.yml", "of_line: 7\nof_host: 7\n");
        write("roles/web/defaults/main.yml", "of_role: \"9\"\n");
        write("roles/web/tasks/main.yml", "- debug: {msg: hello}\n");
        write("site.yml", playbook);
        Object[] first = {"validate", folder.resolve("site.yml"), "-i", folder.resolve("hosts")};
        Object[] all = java.util.Arrays.copyOf(first, first.length + more.length);
        System.arraycopy(more, 0, all, first.length, more.length);
        return Dockplay.run(all).err().replace(folder + "/", "");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            value = {
                "of_group → of_group is set in group_vars/all.yml:2:11.",
                "of_ini → of_ini is set in hosts:4:1.",
                "of_play → of_play is set in site.yml:3:19.",
                "of_role → of_role is set in roles/web/defaults/main.yml:1:10.",
                "made → made is set in group_vars/all.yml:3:7; of_group is set in group_vars/all.yml:2:11.",
            })
    void an_option_that_is_refused_names_the_places_of_its_variables(String variable, String place) throws IOException {
        assertThat(told("- file: {path: /a, content: x, mode: \"${" + variable + "}\"}"))
                .contains("  at site.yml:5:", "\n  " + place + "\n");
    }

    @Test
    void a_value_of_the_wrong_kind_names_the_place_too() throws IOException {
        assertThat(told("- service: {name: sshd, enabled: \"${of_group}\"}"))
                .contains(
                        "enabled is \"9\", and should be true or false", "of_group is set in group_vars/all.yml:2:11.");
        assertThat(told("- debug: {msg: x}\n  when: of_group"))
                .contains("neither true nor false", "of_group is set in group_vars/all.yml:2:11.");
        assertThat(told("- debug: {msg: x}\n  loop: \"${of_group}\""))
                .contains("loop is text, not a list", "of_group is set in group_vars/all.yml:2:11.");
    }

    @Test
    void a_variable_of_the_command_line_is_named_with_it() throws IOException {
        assertThat(told("- file: {path: /a, content: x, mode: \"${given}\"}", "-e", "given=9"))
                .contains("\n  given is set by -e.\n");
    }

    @Test
    void the_same_mistake_of_many_hosts_is_told_once_with_a_place_of_one_of_them() throws IOException {
        String told =
                toldOf("- hosts: all\n  tasks:\n    - file: {path: /a, content: x, mode: \"${of_line}${of_host}\"}\n"
                        .replace("${of_line}", "9"));
        assertThat(told).containsOnlyOnce("of_host is set in hosts:1");
    }

    @Test
    void a_value_that_is_written_in_place_has_no_other_origin() throws IOException {
        assertThat(told("- file: {path: /a, content: x, mode: \"9\"}"))
                .contains("error")
                .doesNotContain("is set in");
        assertThat(told("- debug: {msg: \"${broken}\"}"))
                .contains("nobody")
                .doesNotContain("broken is set in group_vars/all.yml:5");
    }
}
