package io.dockplay.playbook.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.playbook.Play;
import io.dockplay.playbook.PlaybookCheck;
import io.dockplay.playbook.Task;
import io.dockplay.playbook.eval.Variables;
import io.dockplay.problem.Problem;
import io.dockplay.yaml.InputFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PlaybookReaderTest {

    private static final Path BROKEN = Path.of("src", "test", "resources", "broken");

    @TempDir
    Path folder;

    static Stream<String> broken() throws IOException {
        try (Stream<Path> files = Files.list(BROKEN)) {
            List<String> names = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".yml"))
                    .sorted()
                    .toList();
            assertThat(names).hasSizeGreaterThan(10);
            return names.stream();
        }
    }

    /** All that is wrong with a playbook on one host, as people see it. */
    static List<Problem> problems(Path playbook) {
        PlaybookReader.Reading reading = PlaybookReader.tryRead(playbook, new InputFiles());
        List<Problem> problems = new ArrayList<>(reading.problems());
        for (Play play : reading.playbook().plays()) {
            Map<String, Object> variables = new LinkedHashMap<>(play.defaults());
            variables.put("inventory_hostname", "web1");
            variables.putAll(play.vars());
            PlaybookCheck.problems(play, List.of(Variables.of(variables, Map.of()))).stream()
                    .filter(problem -> !problems.contains(problem))
                    .forEach(problems::add);
        }
        return problems;
    }

    /** What is expected stands beside the playbook; … stands for any words in a line. */
    @ParameterizedTest
    @MethodSource("broken")
    void all_that_is_wrong_with_a_broken_playbook_is_told_at_once(String name) throws IOException {
        String told = problems(BROKEN.resolve(name)).stream()
                .map(Problem::toString)
                .collect(Collectors.joining("\n", "", "\n"))
                .replace(BROKEN.toAbsolutePath() + "/", "")
                .replace(BROKEN + "/", "");
        Path file = BROKEN.resolve(name.replace(".yml", ".expected"));
        if (Boolean.getBoolean("dockplay.accept") && !Files.exists(file)) {
            Files.writeString(file, told);
        }
        String expected = Files.readString(file);
        String pattern = Stream.of(expected.split("…", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        if (!Pattern.matches(pattern, told)) {
            assertThat(told).isEqualTo(expected);
        }
    }

    private Play play(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("site.yml"), text);
        return PlaybookReader.read(file, new InputFiles()).plays().get(0);
    }

    @Test
    void everything_that_a_play_may_have_is_read() throws IOException {
        Play play = play("""
                - name: Docker
                  hosts: web:!web3
                  requires:
                    - {distribution: CentOS, version: ">= 7, < 8", architecture: x86_64, kernel: ">= 3.10"}
                  defaults: {a: 1}
                  vars: {b: "${a}"}
                  become: false
                  tasks:
                    - name: Install
                      package: {name: docker-ce}
                      when: ["a == 1", "b??"]
                      loop: [1, 2]
                      register: result
                      notify: [Restart, Tell]
                      vars: {c: 3}
                      become: true
                      ignore_errors: true
                  handlers:
                    - {name: Restart, service: {name: docker, state: restarted}}
                    - {name: Tell, command: {shell: "true"}}
                  uninstall:
                    - file: {path: /var/lib/docker, state: absent}
                """);

        assertThat(play.name()).isEqualTo("Docker");
        assertThat(play.hosts()).isEqualTo("web:!web3");
        assertThat(play.requires()).hasToString("[CentOS >= 7 and < 8, x86_64, kernel >= 3.10]");
        assertThat(play.defaults()).containsOnlyKeys("a");
        assertThat(play.vars()).containsOnlyKeys("b");
        assertThat(play.become()).isFalse();
        Task task = play.tasks().get(0);
        assertThat(task.name()).isEqualTo("Install");
        assertThat(task.module()).isEqualTo("package");
        assertThat(task.when()).extracting(scalar -> scalar.text()).containsExactly("a == 1", "b??");
        assertThat(task.loop()).isPresent();
        assertThat(task.register()).contains("result");
        assertThat(task.notifies()).containsExactly("Restart", "Tell");
        assertThat(task.vars()).containsOnlyKeys("c");
        assertThat(task.become()).contains(true);
        assertThat(task.conditions().ignoreErrors()).isTrue();
        assertThat(play.handlers()).extracting(Task::name).containsExactly("Restart", "Tell");
        assertThat(play.uninstall()).extracting(Task::name).containsExactly("file");
        assertThat(task.position()).hasToString(folder.resolve("site.yml") + ":9:7");
    }

    @Test
    void what_is_left_out_has_its_usual_meaning() throws IOException {
        Play play = play("- hosts: web\n  tasks:\n    - package: {name: gcc}\n");

        assertThat(play.name()).isEqualTo("web");
        assertThat(play.become()).isTrue();
        assertThat(play.requires()).isEmpty();
        assertThat(play.tasks().get(0).name()).isEqualTo("package");
        assertThat(play.tasks().get(0).conditions().ignoreErrors()).isFalse();
    }

    @Test
    void hosts_may_be_a_list_and_keys_may_have_nothing_in_them() throws IOException {
        Play play = play("- hosts: [web, db]\n  vars:\n  tasks:\n  handlers:\n");

        assertThat(play.hosts()).isEqualTo("web,db");
        assertThat(play.tasks()).isEmpty();
    }
}
