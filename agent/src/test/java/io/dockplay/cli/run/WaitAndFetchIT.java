package io.dockplay.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.cli.Dockplay;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Waiting for a file or a port, and fetching files from hosts. */
class WaitAndFetchIT extends PlayKeys {

    @Test
    void wait_for_goes_on_as_soon_as_a_file_or_a_port_is_there_and_changes_nothing() throws Exception {
        String play = """
                tasks:
                  - {command: {shell: "(sleep 1; echo started in 12 ms > ${dir}/app) </dev/null >/dev/null 2>&1 &"}}
                  - {name: file, wait_for: {path: "${dir}/app", search_regex: "in [0-9]+ ms", timeout: 60}, register: w}
                  - {name: port, wait-for: {port: %s, timeout: 60}}
                  - {name: gone, wait-for: {path: "${dir}/none", state: absent}}
                  - {command: {shell: "echo went on >> ${dir}/log"}, when: "!w.changed"}
                """.formatted(one.variables().get("ansible_port"));

        Dockplay dry = good(apply(play, "--dry-run"));
        assertThat(told(dry, "skipped", "reason")).contains("a dry run does not wait");

        Dockplay run = good(apply(play));
        assertThat(log()).isEqualTo("went on");
        assertThat(told(run, "change", "module")).containsOnly("command");
    }

    @Test
    void wait_for_that_was_in_vain_tells_for_what() throws Exception {
        Dockplay run = apply("tasks: [{wait_for: {path: \"${dir}/none\", timeout: 1}}, " + says("after") + "]");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(told(run, "failed", "error"))
                .singleElement()
                .asString()
                .contains("after 1 second ", "/web1/none is not there");
        assertThat(log()).isEmpty();
    }

    @Test
    void fetch_brings_each_host_s_file_into_a_folder_of_its_own() throws Exception {
        Path brought = folder.resolve("brought");
        for (String host : List.of("web1", "web2")) {
            Files.write(folder.resolve(host).resolve("f"), new byte[] {0, (byte) 255, (byte) host.charAt(3)});
        }
        String play =
                "- hosts: all\n  become: false\n  tasks: [{fetch: {path: \"${dir}/f\", dest: \"" + brought + "\"}}]\n";

        Dockplay dry = good(run("apply", play, "--dry-run"));
        assertThat(told(dry, "said", "text")).allMatch(text -> text.contains("would be written, 3 bytes"));
        assertThat(brought).doesNotExist();

        good(run("apply", play));
        for (String host : List.of("web1", "web2")) {
            Path file = brought.resolve(host + folder + "/" + host + "/f");
            assertThat(Files.readAllBytes(file)).containsExactly(0, 255, host.charAt(3));
            assertThat(java.nio.file.attribute.PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
        Files.write(folder.resolve("web1/f"), new byte[] {1});
        assertThat(told(good(run("apply", play)), "said", "text"))
                .anyMatch(text -> text.endsWith("/web1/f written over, 1 byte"))
                .anyMatch(text -> text.endsWith("/web2/f is the same"));
    }

    @Test
    void fetch_never_writes_two_hosts_to_one_file() throws Exception {
        Files.writeString(folder.resolve("web1/f"), "a");
        Files.writeString(folder.resolve("web2/f"), "b");
        Path one = folder.resolve("flat");

        Dockplay run = run(
                "apply",
                "- hosts: all\n  become: false\n  tasks: [{fetch: {path: \"${dir}/f\", dest: \"" + one
                        + "\", flat: true}}]\n");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(told(run, "failed", "error")).singleElement().asString().contains("is where the file of web");
        assertThat(one).content().containsAnyOf("a", "b");
    }
}
