package io.dockplay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockplay.ssh.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** exec, ping and facts, over real SSH connections. */
@Timeout(120)
class ExecCommandTest {

    @TempDir
    Path folder;

    private TestServer server;
    private Path inventory = Path.of("hosts");

    @BeforeEach
    void hosts() throws Exception {
        server = TestServer.start(folder);
        String variables = server.variables().entrySet().stream()
                .map(each -> each.getKey() + "=" + each.getValue())
                .collect(Collectors.joining("\n"));
        inventory = Files.writeString(
                folder.resolve("hosts"),
                "[web]\nweb[01:03]\nweb05\n[gone]\ngone1\n[web:vars]\n" + variables + "\n"
                        + "[gone:vars]\nansible_host=127.0.0.1\nansible_port=1\nansible_user=ops\n");
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private Dockplay on(String command, String pattern, String... more) {
        List<Object> words = new ArrayList<>(
                List.of(command, pattern, "-i", inventory, "-e", "ssh_known_hosts=" + folder.resolve("known_hosts")));
        words.add("--accept-new-host-keys");
        words.addAll(Arrays.asList(more));
        return Dockplay.run(words.toArray());
    }

    @Test
    void hosts_with_the_same_output_are_one_block() {
        Dockplay run = on("exec", "web", "--", "printf", "%s|\\n", "two words", "$HOME; `id`", "it's");

        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .isEqualTo(
                        "web[01-03,05] (4)\n  two words|\n  $HOME; `id`|\n  it's|\n4 hosts: 4 ok, 0 failed, 0 unreachable\n");
        assertThat(run.exit()).isZero();
    }

    @Test
    void a_line_for_the_shell_has_pipes() {
        Dockplay run = on("exec", "web01", "--shell", "echo one two | wc -w; false | true");

        assertThat(run.out()).startsWith("web01\n  2\n1 host: 1 ok");
    }

    @Test
    void a_command_that_fails_on_one_host_gives_the_code_of_a_failed_host() throws IOException {
        Path once = folder.resolve("once");
        Dockplay run = on("exec", "web", "--shell", "mkdir " + once + " 2>/dev/null || { echo no >&2; exit 3; }");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.out()).contains("  exit code 3\n  stderr: no\n", "4 hosts: 1 ok, 3 failed, 0 unreachable");
    }

    @Test
    void a_host_that_does_not_answer_gives_its_own_code_and_keeps_no_other_back() {
        Dockplay run = on("exec", "all", "--", "true");

        assertThat(run.exit()).as("%s", run).isEqualTo(4);
        assertThat(run.out())
                .contains("web[01-03,05] (4)\n", "error[DP1790]: gone1: ", "5 hosts: 4 ok, 0 failed, 1 unreachable");
    }

    @Test
    void programs_get_a_line_of_JSON_for_each_host() {
        Dockplay run = on("exec", "web", "--format", "json", "--shell", "echo out; echo err >&2; exit 7");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.events("ran")).hasSize(4).allSatisfy(event -> {
            assertThat(event.path("rc").asInt()).isEqualTo(7);
            assertThat(event.path("stdout").asText()).isEqualTo("out\n");
            assertThat(event.path("stderr").asText()).isEqualTo("err\n");
        });
        assertThat(run.events("summary")).hasSize(1);
    }

    @Test
    void no_command_or_two_are_told_before_connecting() {
        assertThat(on("exec", "web")).satisfies(run -> {
            assertThat(run.exit()).isEqualTo(1);
            assertThat(run.err()).startsWith("error[DP1259]: there is no command to run\n");
        });
        assertThat(on("exec", "web", "--shell", "ls", "--", "ls").err()).contains("both a command (ls) and --shell");
        assertThat(server.sessions()).isZero();
    }

    @Test
    void nothing_is_left_on_the_host() {
        on("exec", "web01", "--", "true");

        assertThat(folder.resolve(".dockplay/job")).doesNotExist();
        assertThat(folder.resolve(".dockplay/record")).doesNotExist();
    }

    @Test
    void ping_tells_who_can_be_worked_with() {
        Dockplay run = on("ping", "all");

        assertThat(run.exit()).isEqualTo(4);
        assertThat(run.out())
                .contains("web[01-03,05] (4)  answers\n", "error[DP1790]: gone1: ", "4 ok, 0 failed, 1 unreachable");
        assertThat(on("ping", "web", "--format", "json").events("answers")).hasSize(4);
    }

    @Test
    void facts_are_folded_unless_they_are_a_hosts_own() {
        assertThat(on("facts", "web").out())
                .startsWith("web[01-03,05] (4)\n  facts.os.distribution ")
                .contains("  facts.kernel  ", "  tools.sh  ", "  tools.bash  ")
                .doesNotContain("facts.hostname", "web01\n");
        assertThat(on("facts", "web01", "--all").out()).contains("facts.hostname");
    }

    @Test
    void facts_in_JSON_are_those_of_playbooks() {
        List<JsonNode> facts = on("facts", "web", "--format", "json").events("facts");

        assertThat(facts).hasSize(4).allSatisfy(event -> {
            assertThat(event.path("facts").path("kernel").asText()).isNotEmpty();
            assertThat(event.path("facts").path("os").has("major")).isTrue();
            assertThat(event.path("tools").path("sh").asText()).startsWith("/");
        });
    }
}
