package io.dockplay.cli.option;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.cli.Dockplay;
import io.dockplay.ssh.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How much of a run is shown, over a real SSH connection. */
@Timeout(120)
class ShowOptionsTest {

    @TempDir
    Path folder;

    private TestServer server;
    private Path inventory = Path.of("hosts");
    private Path playbook = Path.of("site.yml");

    @BeforeEach
    void host() throws Exception {
        server = TestServer.start(folder);
        inventory = Files.writeString(
                folder.resolve("hosts"),
                "[web]\nweb1\nweb2\n[db]\ndb1\n[all:vars]\n"
                        + server.variables().entrySet().stream()
                                .map(each -> each.getKey() + "=" + each.getValue())
                                .collect(Collectors.joining("\n"))
                        + "\n");
        playbook = Files.writeString(
                folder.resolve("site.yml"),
                "- hosts: web\n  become: false\n  tasks:\n    - file: {path: " + folder.resolve("motd")
                        + ", content: \"new text\\n\"}\n");
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private Dockplay run(String command, Object... more) {
        Object[] words = java.util.stream.Stream.concat(
                        java.util.stream.Stream.of(command, playbook, "-i", inventory, "--accept-new-host-keys"),
                        java.util.stream.Stream.of(more))
                .toArray();
        return Dockplay.run(words);
    }

    @Test
    void list_hosts_contacts_nobody() {
        for (String command : new String[] {"apply", "plan", "drift", "uninstall"}) {
            Dockplay run = run(command, "--list-hosts");
            assertThat(run.out()).as(command).isEqualTo("web1\nweb2\n");
            assertThat(run.exit()).as(command).isZero();
        }
        assertThat(run("apply", "--list-hosts", "--limit", "web2").out()).isEqualTo("web2\n");
        assertThat(server.sessions()).isZero();
    }

    @Test
    void how_files_differ_is_shown_unless_it_is_not_wanted() {
        assertThat(run("plan").out()).contains("+new text");
        assertThat(run("plan", "--diff").out()).contains("+new text");
        assertThat(run("plan", "--no-diff").out()).contains("~ file ").doesNotContain("+new text");
    }

    @Test
    void a_quiet_run_tells_one_line_and_what_is_wrong() throws IOException {
        assertThat(run("plan", "--limit", "web1", "-q").out()).isEqualTo("1 host: 1 to change\n");
        assertThat(run("apply", "-q", "--limit", "web1").out()).isEqualTo("1 host: 1 changed\n");
        assertThat(run("apply", "--quiet").out()).isEqualTo("2 hosts: 2 as wanted\n");
        Files.writeString(
                playbook, "- hosts: web\n  become: false\n  tasks:\n    - assert: {that: 1 == 2, message: never so}\n");

        Dockplay run = run("apply", "--quiet");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.out()).contains("]: web[1-2]: ", "never so").endsWith("\n2 hosts: 2 failed\n");
    }
}
