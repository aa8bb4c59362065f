package io.dockplay.cli.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.cli.Dockplay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that are none, files that name one another in a circle, and texts without an end. */
@Timeout(value = 5, unit = TimeUnit.MINUTES) // an endless loop is a bug too
class BrokenFilesTest {

    private static final String TASK = "    - package: {name: gcc}\n";

    @TempDir
    Path folder;

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private String wrong(Path playbook, Path hosts) {
        Dockplay run = Dockplay.run("apply", playbook, "-i", hosts, "--dry-run");
        assertThat(run.exit()).as("%s", run).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("error").doesNotContain("Exception", "\tat ", "java.", "\"null\"");
        return run.err();
    }

    private String wrongPlaybook(String... lines) throws IOException {
        return wrong(write("site.yml", String.join("\n", lines) + "\n"), write("hosts", "web1 ansible_port=none\n"));
    }

    private String wrongInventory(String name, String text) throws IOException {
        return wrong(write("site.yml", "- hosts: all\n  taks: []\n"), write(name, text));
    }

    @ParameterizedTest
    @CsvSource({
        "., is a folder",
        "nowhere, there is no file",
        "/proc/self/mem, cannot be read",
        "/dev/zero, is larger than 20 MiB",
        "/dev/null, is empty"
    })
    void what_is_no_file_is_no_playbook(String name, String told) throws IOException {
        Path hosts = write("hosts", "web1 ansible_port=none\n");
        assertThat(wrong(folder.resolve(name), hosts)).contains(told);
    }

    @ParameterizedTest
    @CsvSource({
        "nowhere, there is no file",
        "/proc/self/mem, cannot be read",
        "/dev/zero, is larger than 20 MiB",
        "/dev/null, the inventory has no hosts"
    })
    void what_is_no_file_is_no_inventory(String name, String told) throws IOException {
        Path playbook = write("site.yml", "- hosts: all\n  tasks: []\n");
        assertThat(wrong(playbook, folder.resolve(name))).contains(told);
    }

    @Test
    void what_a_task_names_must_be_a_file() throws IOException {
        assertThat(wrongPlaybook(
                        "- hosts: all",
                        "  tasks:",
                        "    - file: {path: /x, source: nowhere}",
                        "    - file: {path: /y, template: .}",
                        "    - include_tasks: nowhere.yml",
                        "    - import_role: {name: nowhere}",
                        "  vars_files: nowhere.yml"))
                .contains("site.yml:3:", "site.yml:4:", "site.yml:5:", "site.yml:6:", "site.yml:7:");
    }

    @Test
    void a_template_without_an_end_is_ended() throws IOException {
        assertThat(
                        wrongPlaybook(
                                "- hosts: all\n  tasks:\n    - file:\n        path: /x\n"
                                        + "        content: \"<#list 1.. as x>xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx</#list>\""))
                .contains("this text grows beyond 16 MiB", "site.yml:5:18", "loop without an end");
    }

    @Test
    void a_variable_that_is_made_of_itself_is_told() throws IOException {
        assertThat(wrongPlaybook(
                        "- hosts: all",
                        "  vars: {a: \"${b}\", b: \"${c}\", c: \"x${a}\"}",
                        "  tasks:",
                        "    - package: {name: \"${a}\"}"))
                .contains("is made of itself", "site.yml:2:");
    }

    @Test
    void files_that_include_one_another_are_told() throws IOException {
        write("a.yml", "- import_tasks: b.yml\n");
        write("b.yml", "- import_tasks: a.yml\n");
        write("c.yml", "- include_tasks: c.yml\n");
        assertThat(wrongPlaybook("- hosts: all\n  tasks:\n    - import_tasks: a.yml\n    - include_tasks: c.yml\n"))
                .contains("imports itself", "Break the circle", "deep");
    }

    @Test
    void a_playbook_that_imports_itself_is_told() throws IOException {
        write("other.yml", "- import_playbook: site.yml\n");
        assertThat(wrongPlaybook("- import_playbook: other.yml\n- hosts: all\n  tasks:\n" + TASK))
                .contains("site.yml imports itself", "other.yml:1:20");
    }

    @Test
    void roles_that_need_one_another_are_told() throws IOException {
        write("roles/one/meta/main.yml", "dependencies: [two]\n");
        write("roles/two/meta/main.yml", "dependencies: [{role: one}]\n");
        write("roles/one/tasks/main.yml", "- package: {name: gcc}\n");
        write("roles/two/tasks/main.yml", "- import_role: {name: one}\n");
        assertThat(wrongPlaybook("- hosts: all\n  roles: [one]\n")).contains("main.yml:1:", "ircle");
    }

    @Test
    void groups_below_themselves_are_told() throws IOException {
        assertThat(wrongInventory("hosts", "[a:children]\nb\n[b:children]\nc\n[c:children]\na\n[a]\nweb1\n"))
                .contains("is below itself", "hosts:");
        assertThat(wrongInventory(
                        "hosts.yml", "a: {hosts: {web1: }, children: {b: {children: {c: {children: {a: }}}}}}\n"))
                .contains("is below itself", "hosts.yml:1:");
    }

    @Test
    void variables_beside_an_inventory_that_cannot_be_read_are_told() throws IOException {
        write("group_vars/all/x.yml", "a: [1\n");
        write("host_vars/web1.yml", "- a\n- b\n");
        assertThat(wrongInventory("hosts", "web1\n")).contains("x.yml:", "web1.yml:1:1");
    }

    @Test
    void numbers_beyond_all_measure_are_told() throws IOException {
        for (String port : new String[] {"-1", "0", "65536", "99999999999999999999", "2.5", "0x16"}) {
            assertThat(wrongInventory("hosts", "web1 ansible_port=" + port + "\n"))
                    .as(port)
                    .contains("which is no port", "hosts:1:1");
        }
        for (String serial : new String[] {"-1", "0", "101%", "99999999999999999999", "2.5", "x", "[[1]]"}) {
            assertThat(wrongPlaybook("- hosts: all\n  serial: " + serial + "\n  tasks:\n" + TASK))
                    .contains("serial is", "site.yml:2:");
        }
        assertThat(wrongInventory("hosts", "web[1:999999999]\n")).contains("hosts:1:1");
        assertThat(wrongInventory("hosts", "x".repeat(200_000) + "\n")).contains("200000 characters", "hosts:1:1");
        assertThat(wrongPlaybook("- hosts: \"" + "x".repeat(200_000) + "\"\n  tasks:\n" + TASK))
                .contains("200000 characters")
                .hasSizeLessThan(3000);
    }
}
