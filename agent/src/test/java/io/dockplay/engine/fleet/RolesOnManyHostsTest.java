package io.dockplay.engine.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Roles that are read during the run, by many hosts at the same time. */
@Timeout(60)
class RolesOnManyHostsTest extends ManyHosts {

    private void role(String name, String file, String text) throws IOException {
        Path path = folder.resolve("roles").resolve(name).resolve(file).resolve("main.yml");
        Files.createDirectories(Optional.ofNullable(path.getParent()).orElseThrow());
        Files.writeString(path, text);
    }

    @Test
    void a_role_that_a_file_brings_whose_name_depends_on_the_host_is_read_for_each_host_by_itself() throws Exception {
        role("base", "tasks", "- {command: {shell: \"echo base >> ${home}/log\"}}\n");
        role("release", "meta", "dependencies: [base]\n");
        role("release", "tasks", "- {command: {shell: \"echo role >> ${home}/log\"}, notify: told}\n");
        role("release", "handlers", "- {name: told, command: {shell: \"echo told >> ${home}/log\"}}\n");
        Files.writeString(folder.resolve("release-x.yml"), "- {import_role: {name: release}}\n");
        List<String> hosts = hosts(20);

        apply(20, hosts, play("vars: {major: x}\n" + tasks("""
                - {include_tasks: "release-${major}.yml"}
                """)));

        assertThat(failures()).isEmpty();
        Set<String> logs = hosts.stream()
                .map(host -> {
                    try {
                        return log(host);
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .collect(Collectors.toSet());
        assertThat(logs).containsExactly("base role told");
        assertThat(changed()).hasSize(60);
    }

    @Test
    void a_task_that_notifies_a_handler_which_is_not_there_fails_instead_of_losing_it() throws Exception {
        Files.writeString(folder.resolve("x.yml"), "- {command: {shell: \"echo x >> ${home}/log\"}, notify: nobody}\n");

        apply(1, hosts(1), play(tasks("- {include_tasks: \"${file}.yml\", vars: {file: x}}\n")));

        assertThat(failures()).singleElement().asString().contains("there is no handler \"nobody\"");
        assertThat(log("web1")).isEmpty();
    }

    @Test
    void a_handler_of_a_role_that_is_included_later_is_remembered_from_a_broken_run() throws Exception {
        role("release", "tasks", """
                - {file: {path: "${home}/settings", content: "1"}, notify: told}
                - {command: {shell: "test -e ${home}/mended"}}
                """);
        role("release", "handlers", "- {name: told, command: {shell: \"echo told >> ${home}/log\"}}\n");
        Files.writeString(folder.resolve("release-x.yml"), "- {import_role: {name: release}}\n");
        String play = play("vars: {major: x}\n" + tasks("- {include_tasks: \"release-${major}.yml\"}\n"));
        apply(1, hosts(1), play);
        assertThat(log("web1")).isEmpty();
        Files.writeString(folder.resolve("web1/mended"), "");

        apply(1, hosts(1), play);

        assertThat(log("web1")).isEqualTo("told");
    }
}
