package io.dockplay.cli.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockplay.cli.Dockplay;
import io.dockplay.ssh.OddServer;
import io.dockplay.ssh.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * dockplay itself, with 256 MB of memory, on 45 hosts that are as they should be and five of each kind that are not: the
 * 45 are finished, and the others are named.
 */
@Timeout(900)
class HostileHostsIT {

    private static final int GOOD = 45;
    private static final int OF_EACH_KIND = 5;

    /**
     * What a host's shell does once it has read its nonce, in the runtime's first line; without a single quote, since it
     * comes to stand within some.
     */
    private static final Map<String, String> AFTER_NONCE = Map.of(
            "fact", "printf \"\\n%s answer release\\n\" NONCE; head -c 300000000 /dev/zero",
            "answer", "printf \"\\n%s answer release\\n\" NONCE; cat /dev/zero",
            "answers", "yes \"NONCE answer release\"",
            "names", "seq -f \"NONCE answer %.0f\" 1 100000000",
            "nonce", "yes \"NONCE noise\"",
            "frame", "printf \"\\n%s \" NONCE; cat /dev/zero",
            "endxy", "printf \"\\n%s probe 0\\n%s end x y\\n\" NONCE NONCE; cat >/dev/null",
            "endcode", "printf \"\\n%s end 0\\n\" NONCE; cat >/dev/null",
            "noname", "printf \"\\n%s answer\\n\\n%s done\\n\" NONCE NONCE; cat >/dev/null");

    /** What a host starts instead of a shell. */
    private static final Map<String, String> INSTEAD = Map.of(
            "dribble", "while :; do printf x; sleep 2; done",
            "complaint", "yes >&2",
            "line", "cat /dev/zero",
            "lines", "yes");

    @TempDir
    Path folder;

    private TestServer server;
    private final List<OddServer> odd = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        server = TestServer.start(folder);
        server.conduct((user, command) -> {
            String kind = user.replaceAll("[0-9]", "");
            if (AFTER_NONCE.containsKey(kind)) {
                String does = AFTER_NONCE.get(kind).replace("NONCE", "${nonce#nonce=}");
                return command.replace("eval \"$(head", "read -r nonce; " + does + "; eval \"$(head");
            }
            return INSTEAD.getOrDefault(kind, command);
        });
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        for (OddServer each : odd) {
            each.close();
        }
    }

    private OddServer odd(OddServer.Conduct conduct) throws IOException {
        OddServer one = OddServer.that(conduct);
        odd.add(one);
        return one;
    }

    /** A run, and what it told of each host that is not as it should be. */
    private record Run(int exit, Map<String, String> told, List<String> warned) {}

    private Run run(Map<String, Map<String, Object>> bad, String command) throws Exception {
        StringBuilder inventory = new StringBuilder();
        for (int i = 0; i < GOOD; i++) {
            host(inventory, "web" + i, server.variables(), "true");
        }
        bad.forEach((name, variables) -> host(inventory, name, variables, command));
        Path hosts = Files.writeString(folder.resolve("hosts"), inventory);
        Path playbook = Files.writeString(folder.resolve("play.yml"), """
                - hosts: all
                  become: false
                  tasks:
                    - name: words
                      command: {shell: "${words}"}
                      register: said
                    - name: done
                      file: {path: "%s/${inventory_hostname}.done", content: "${said.stdout?length}"}
                """.formatted(folder));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process dockplay = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.dockplay.cli.Main",
                        "apply",
                        playbook.toString(),
                        "-i",
                        hosts.toString(),
                        "--yes",
                        "--forks",
                        "100",
                        "--timeout",
                        "15",
                        "--accept-new-host-keys",
                        "--format",
                        "json")
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            assertThat(dockplay.waitFor(200, TimeUnit.SECONDS)).as("it ends").isTrue();
        } finally {
            dockplay.destroyForcibly();
        }
        Dockplay told = new Dockplay(dockplay.exitValue(), Files.readString(out), Files.readString(err));
        assertThat(told.err()).doesNotContain("bug");
        Map<String, String> problems = new TreeMap<>();
        for (String kind : List.of("failed", "unreachable")) {
            for (JsonNode event : told.events(kind)) {
                problems.put(event.path("host").asText(), event.toString());
            }
        }
        for (int i = 0; i < GOOD; i++) {
            assertThat(folder.resolve("web" + i + ".done")).as(told.err()).exists();
        }
        List<String> warned = told.events("warning").stream()
                .map(event ->
                        event.path("host").asText() + ": " + event.path("text").asText())
                .toList();
        return new Run(told.exit(), problems, warned);
    }

    private static void host(StringBuilder inventory, String name, Map<String, Object> variables, String command) {
        inventory.append(name);
        Map<String, Object> all = new LinkedHashMap<>(variables);
        if (all.containsKey("ansible_password")) {
            all.put("ansible_user", name);
        }
        all.put("words", "'" + command + "'");
        all.forEach(
                (key, value) -> inventory.append(' ').append(key).append('=').append(value));
        inventory.append('\n');
    }

    private Map<String, Map<String, Object>> bad(String... kinds) {
        Map<String, Map<String, Object>> bad = new LinkedHashMap<>();
        for (String kind : kinds) {
            for (int i = 0; i < OF_EACH_KIND; i++) {
                bad.put(kind + i, server.variables());
            }
        }
        return bad;
    }

    private static void named(Run run, Map<String, Map<String, Object>> bad) {
        assertThat(run.told().keySet()).containsExactlyInAnyOrderElementsOf(bad.keySet());
        assertThat(run.told().values()).noneMatch(told -> told.contains("a bug in dockplay"));
        assertThat(run.exit()).isIn(2, 4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fact", "answer", "answers", "names", "frame"})
    void what_has_no_end_costs_the_others_nothing(String kind) throws Exception {
        Map<String, Map<String, Object>> bad = bad(kind);

        Run run = run(bad, "true");

        named(run, bad);
    }

    @Test
    void a_long_output_of_a_change_is_cut_and_the_change_goes_on() throws Exception {
        Map<String, Map<String, Object>> bad = bad("loud");

        Run run = run(bad, "yes 0123456789 | head -c 20000000");

        assertThat(run.told()).isEmpty();
        assertThat(run.exit()).isZero();
        assertThat(run.warned())
                .hasSize(bad.size())
                .allMatch(each -> each.startsWith("loud")
                        && each.contains("it wrote more than is kept: its result has the end, and "));
        for (String each : bad.keySet()) {
            assertThat(folder.resolve(each + ".done")).content().asLong().isBetween(2_000_000L, 2_100_000L);
        }
    }

    @Test
    void who_keeps_us_waiting_is_waited_for_as_long_as_the_timeout_says() throws Exception {
        Map<String, Map<String, Object>> bad = bad("dribble", "complaint", "line", "lines", "nonce");
        OddServer slow = odd(to -> {
            while (true) {
                to.write('x');
                OddServer.pause(1000);
            }
        });
        byte[] welcome = "welcome\r\n".repeat(1000).getBytes(StandardCharsets.US_ASCII);
        OddServer chatty = odd(to -> {
            while (true) {
                to.write(welcome);
            }
        });
        for (int i = 0; i < OF_EACH_KIND; i++) {
            bad.put("slow" + i, slow.variables());
            bad.put("chatty" + i, chatty.variables());
        }

        Run run = run(bad, "true");

        named(run, bad);
        assertThat(run.told()).allSatisfy((host, told) -> assertThat(told).contains("within 15 seconds"));
    }

    @Test
    void what_makes_no_sense_is_told_as_that() throws Exception {
        Map<String, Map<String, Object>> bad = bad("endxy", "endcode", "noname");
        byte[] banner = "SSH-2.0-OpenSSH_7.4\r\n".getBytes(StandardCharsets.US_ASCII);
        byte[] garbage = new byte[300_000];
        new Random(1).nextBytes(garbage);
        OddServer garbled = odd(to -> {
            to.write(banner);
            to.write(garbage);
        });
        OddServer large = odd(to -> {
            to.write(banner);
            to.write(new byte[] {0x7f, -1, -1, -1});
            to.write(new byte[300_000]);
        });
        for (int i = 0; i < OF_EACH_KIND; i++) {
            bad.put("garbled" + i, garbled.variables());
            bad.put("large" + i, large.variables());
        }

        Run run = run(bad, "true");

        named(run, bad);
        assertThat(run.told().get("endxy3")).contains("what the host sent makes no sense: \\\"end x y\\\"");
        assertThat(run.told().get("endcode0")).contains("makes no sense: \\\"end 0\\\"");
        assertThat(run.told().get("garbled1")).contains("is not what an SSH server sends");
        assertThat(run.told().get("large4")).contains("is not what an SSH server sends");
    }
}
