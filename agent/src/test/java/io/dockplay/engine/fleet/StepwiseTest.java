package io.dockplay.engine.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.engine.coordination.RunMode;
import io.dockplay.engine.host.ApplyRun;
import io.dockplay.engine.session.HostTarget;
import io.dockplay.playbook.Play;
import io.dockplay.playbook.eval.Variables;
import io.dockplay.playbook.parse.PlaybookReader;
import io.dockplay.transport.LocalConnection;
import io.dockplay.transport.SharedRoom;
import io.dockplay.yaml.InputFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Going through a play step by step, with someone who answers. */
class StepwiseTest {

    @TempDir
    Path folder;

    private final List<String> questions = new ArrayList<>();

    /** What is there after two hosts were asked about three files. */
    private List<String> filesAfter(String... answers) throws IOException {
        Path site = Files.writeString(folder.resolve("site.yml"), """
                - hosts: all
                  become: false
                  strategy: linear
                  tasks:
                    - {name: one, file: {path: "${dir}/one", content: "1"}}
                    - {name: two, file: {path: "${dir}/two", content: "2"}}
                    - {name: three, file: {path: "${dir}/three", content: "3"}}
                """);
        Play play = PlaybookReader.read(site, new InputFiles()).plays().get(0);
        List<HostTarget> targets = List.of(target("a", play), target("b", play));
        Deque<String> given = new ArrayDeque<>(List.of(answers));
        ApplyRun run = new ApplyRun(RunMode.APPLY);
        run.assemble(targets);
        run.askWith(
                question -> {
                    questions.add(question);
                    return given.remove();
                },
                true);
        RunSummary summary = new FleetRun(2, event -> {}).run(targets, run);
        assertThat(summary.bugs()).isEmpty();
        try (var files = Files.walk(folder)) {
            return files.filter(file -> !file.toString().contains(".dockplay"))
                    .filter(file ->
                            file.getParent().endsWith("a") || file.getParent().endsWith("b"))
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    private HostTarget target(String name, Play play) throws IOException {
        Path dir = Files.createDirectories(folder.resolve(name));
        Variables variables = Variables.of(Map.of("dir", dir.toString()), Map.of());
        return new HostTarget(
                name,
                () -> new LocalConnection(new SharedRoom()),
                Optional.empty(),
                List.of(new HostTarget.Assignment(play, variables)));
    }

    @Test
    void each_task_is_asked_for_once_and_what_is_not_wanted_is_left_out_on_all_hosts() throws IOException {
        assertThat(filesAfter("y", "n", "YES")).containsExactly("a/one", "a/three", "b/one", "b/three");
        assertThat(questions)
                .hasSize(3)
                .allMatch(question -> question.contains("Make it, here and on the other hosts?"));
        assertThat(questions.get(0)).contains("one", "absent");
    }

    @Test
    void continue_asks_no_more() throws IOException {
        assertThat(filesAfter("n", "c")).containsExactly("a/three", "a/two", "b/three", "b/two");
        assertThat(questions).hasSize(2);
    }

    @Test
    void what_is_no_answer_is_asked_again() throws IOException {
        assertThat(filesAfter("what", "n", "n", "n")).isEmpty();
        assertThat(questions).hasSize(4);
    }
}
