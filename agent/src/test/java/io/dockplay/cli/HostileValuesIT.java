package io.dockplay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dockplay.HostileValues;
import io.dockplay.lab.Lab;
import io.dockplay.lab.LabHost;
import io.dockplay.resource.Utf8;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ten thousand hostile values through real playbooks on a host of each release: they come from the host, as a registered result,
 * and go into all that a task can be given. Each arrives byte for byte or is refused, and none is run.
 *
 * <p>{@code -Ddockplay.seed=N} repeats a run.
 */
@Timeout(600)
@FreshHosts
class HostileValuesIT {

    private static final int VALUES = 10_000;
    private static final String LIST = "seen.stdout?split(\"\\x0000\")";
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    /** Notes its words, and knows no container and no image. */
    private static final String DOCKER = """
            #!/bin/sh
            [ "$1" != create ] || printf '%s\\0' "$@" >>/tmp/docker-words
            [ "$1" = ps ]
            """;

    @TempDir
    Path folder;

    private static Lab lab;

    private final long seed = Long.getLong("dockplay.seed", new Random().nextInt(1_000_000));
    private final List<String> values = HostileValues.withBytes(seed, VALUES);
    private final List<Map<String, Object>> tasks = new ArrayList<>();

    @BeforeAll
    static void up(Lab fresh) {
        lab = fresh;
        lab.hosts().forEach(host -> host.exec("sh", "-c", "mkdir -p /tmp/v/paths /var/spool/cron; chmod 777 /tmp/v"));
    }

    private void task(String module, Map<String, Object> options, Map<String, Object> keys) {
        Map<String, Object> task = new LinkedHashMap<>(keys);
        task.put(module, options);
        tasks.add(task);
    }

    private void command(String script, Object argument, Map<String, Object> keys) {
        task("command", Map.of("argv", List.of("sh", "-c", script, "sh", argument)), keys);
    }

    /** A task that may be refused, and leaves a note when it is. */
    private void tolerated(String note, String module, Map<String, Object> options) {
        tasks.add(Map.of(
                "block",
                List.of(Map.of(module, options)),
                "rescue",
                List.of(Map.of("command", Map.of("argv", List.of("sh", "-c", "echo " + note + " >>/tmp/v/refused"))))));
    }

    private String item(int index) {
        return "${" + LIST + "[" + index + "]}";
    }

    private Dockplay apply() throws Exception {
        List<Object> all = new ArrayList<>();
        all.add(Map.of(
                "name",
                "seen",
                "command",
                Map.of("argv", List.of("cat", "/tmp/v/values"), "read_only", true),
                "register",
                "seen"));
        all.addAll(tasks);
        String play = JSON.writeValueAsString(List.of(Map.of("hosts", "all", "tasks", all)));
        Path playbook = Files.writeString(folder.resolve("hostile.yml"), play.replace("\u007f", "\\u007f"));
        Dockplay run = Dockplay.run("apply", playbook, "-i", lab.inventoryFile(), "--yes");
        assertThat(run.exit()).as("seed %d: %s", seed, run).isIn(0);
        assertThat(run.toString()).doesNotContain("a bug in dockplay");
        return run;
    }

    /** The bytes of a file on a host, each as a character. */
    private static String bytes(LabHost host, String file) {
        String base64 = host.exec("base64", "-w0", file).orThrow().strip();
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.ISO_8859_1);
    }

    private static String latin(String text) {
        return new String(Utf8.bytes(text), StandardCharsets.ISO_8859_1);
    }

    private static String ended(List<String> values) {
        return latin(values.stream().map(each -> each + "\0").collect(Collectors.joining()));
    }

    @Test
    void each_value_arrives_as_it_is_or_is_refused_and_none_is_run() throws Exception {
        System.out.println("hostile values on hosts, seed " + seed);
        byte[] sent = Utf8.bytes(String.join("\0", values) + "\0.");
        Path file = Files.write(folder.resolve("values"), sent);
        Files.writeString(folder.resolve("docker"), DOCKER);
        tasks.clear();
        Path sending = Files.writeString(folder.resolve("send.yml"), """
                - hosts: all
                  tasks:
                    - file: {path: /tmp/v/values, source: %s}
                    - file: {path: /usr/local/bin/docker, source: docker, mode: "0755"}
                """.formatted(file.getFileName()));
        assertThat(Dockplay.run("apply", sending, "-i", lab.inventoryFile(), "--yes")
                        .exit())
                .isZero();

        List<String> named = HostileValues.of(seed, 400).stream()
                .filter(each ->
                        !each.contains("${") && !each.contains("<#") && !each.contains("</#") && !each.contains("{{"))
                .filter(each -> !each.isBlank())
                .limit(40)
                .toList();
        command("printf '%s\\0' \"$@\" >/tmp/v/argv", "${" + LIST + "}", Map.of());
        task(
                "command",
                Map.of("argv", List.of("printf", "%s\\0", "${" + LIST + "}"), "read_only", true),
                Map.of("register", "again"));
        task("file", Map.of("path", "/tmp/v/again", "content", "${again.stdout}"), Map.of());
        task("file", Map.of("path", "/tmp/v/content", "content", "${" + LIST + "?join(\"\\n\")}"), Map.of());
        task("command", Map.of("shell", "cat >/tmp/v/stdin", "stdin", "${" + LIST + "?join(\"|\")}"), Map.of());
        task(
                "command",
                Map.of("argv", List.of("printf", "%s\\0", "${" + LIST + "[0..799]}"), "read_only", true),
                Map.of("register", "other", "become_user", "ops"));
        task("file", Map.of("path", "/tmp/v/other", "content", "${other.stdout}"), Map.of());
        Map<String, Object> environment = new LinkedHashMap<>();
        IntStream.range(0, 200).forEach(i -> environment.put("V" + i, item(i)));
        String print = IntStream.range(0, 200).mapToObj(i -> " \"$V" + i + "\"").collect(Collectors.joining());
        task(
                "command",
                Map.of("shell", "printf '%s\\0'" + print + " >/tmp/v/environment"),
                Map.of("environment", environment));
        task("file", Map.of("path", "/tmp/v/lines", "content", ""), Map.of());
        List<Integer> lines = IntStream.range(0, 400)
                .filter(i -> !values.get(i).contains("\n"))
                .boxed()
                .toList();
        task(
                "file",
                Map.of(
                        "path",
                        "/tmp/v/lines",
                        "lines",
                        lines.stream().map(i -> "L" + i + " " + item(i)).toList()),
                Map.of());
        for (int i = 0; i < 20; i++) {
            tolerated("path" + i, "file", Map.of("path", "/tmp/v/paths/" + item(i), "content", "p" + i));
            tolerated("cron" + i, "cron", Map.of("name", "x" + item(i), "job", "true " + item(i), "hour", "3"));
            tolerated(
                    "container" + i,
                    "docker-container",
                    Map.of(
                            "name",
                            "web",
                            "image",
                            "busybox",
                            "state",
                            "present",
                            "command",
                            List.of("c" + i, item(i)),
                            "labels",
                            Map.of("k", item(i)),
                            "env",
                            Map.of("E", item(i))));
            if (i < 6) {
                tolerated("sysctl" + i, "sysctl", Map.of("name", "net." + item(i), "value", item(i), "reload", false));
                tolerated("user" + i, "user", Map.of("name", item(i), "comment", item(i)));
            }
        }
        named.forEach(name -> command("printf '%s\\0' \"$1\" >>/tmp/v/named", name, Map.of("name", name)));

        apply();

        for (LabHost host : lab.hosts()) {
            String about = "seed " + seed + ", " + host.name();
            assertThat(host.exec("sh", "-c", "ls -d " + HostileValues.HIT + " /root/* 2>/dev/null | grep dockplay-hit")
                            .output())
                    .as(about)
                    .isEmpty();
            List<String> withEnd = new ArrayList<>(values);
            withEnd.add(".");
            assertThat(bytes(host, "/tmp/v/argv")).as(about).isEqualTo(ended(withEnd));
            assertThat(bytes(host, "/tmp/v/again")).as(about).isEqualTo(ended(withEnd));
            assertThat(bytes(host, "/tmp/v/content")).as(about).isEqualTo(latin(String.join("\n", withEnd)));
            assertThat(bytes(host, "/tmp/v/stdin")).as(about).isEqualTo(latin(String.join("|", withEnd)));
            assertThat(bytes(host, "/tmp/v/other")).as(about).isEqualTo(ended(values.subList(0, 800)));
            assertThat(bytes(host, "/tmp/v/environment")).as(about).isEqualTo(ended(values.subList(0, 200)));
            assertThat(bytes(host, "/tmp/v/named")).as(about).isEqualTo(ended(named));
            assertThat(bytes(host, "/tmp/v/lines"))
                    .as(about)
                    .isEqualTo(latin(lines.stream()
                            .map(i -> "L" + i + " " + values.get(i) + "\n")
                            .collect(Collectors.joining())));
            host.exec("sh", "-c", "find /tmp/v/paths -type f -print0 >/tmp/v/list")
                    .orThrow();
            String jobs = bytes(host, "/var/spool/cron/root");
            String words = bytes(host, "/tmp/docker-words");
            List<String> refused = bytes(host, "/tmp/v/refused").lines().toList();
            String files = bytes(host, "/tmp/v/list");
            assertThat(files).isNotEmpty();
            int created = 0;
            for (int i = 0; i < 20; i++) {
                String value = latin(values.get(i));
                assertThat(refused.contains("path" + i) || files.contains("/tmp/v/paths/" + value + "\0"))
                        .as("%s, path %d: %s", about, i, value)
                        .isTrue();
                assertThat(refused.contains("cron" + i) || jobs.contains(" true " + value + "\n"))
                        .as("%s, job %d: %s", about, i, value)
                        .isTrue();
                int word = words.indexOf("\0c" + i + "\0");
                created += word < 0 ? 0 : 1;
                assertThat(word < 0 || words.startsWith("\0c" + i + "\0" + value + "\0", word))
                        .as("%s, container %d: %s", about, i, value)
                        .isTrue();
            }
            assertThat(created).as(about).isGreaterThan(5);
        }
    }
}
