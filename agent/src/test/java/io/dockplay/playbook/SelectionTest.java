package io.dockplay.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.playbook.parse.PlaybookReader;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Problem;
import io.dockplay.yaml.InputFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which tasks are chosen by their tags and by where to begin. */
class SelectionTest {

    @TempDir
    Path folder;

    private List<List<String>> chosen(String startAt, String... tags) throws Exception {
        Path file = Files.writeString(folder.resolve("site.yml"), """
                - hosts: all
                  tasks:
                    - {name: one, command: {argv: ["true"]}, tags: [x]}
                    - {name: two, command: {argv: ["true"]}}
                    - {name: three, command: {argv: ["true"]}, tags: [x, y]}
                - hosts: all
                  tasks:
                    - {name: four, command: {argv: ["true"]}, tags: [x]}
                    - {name: two, command: {argv: ["true"]}}
                """);
        return PlaybookReader.read(file, new InputFiles())
                .only(new Selection(Set.of(tags), Set.of(), Optional.of(startAt)))
                .plays()
                .stream()
                .map(play -> play.tasks().stream().map(Task::name).toList())
                .toList();
    }

    @Test
    void a_run_begins_where_the_task_stands_even_if_its_tags_leave_it_out() throws Exception {
        assertThat(chosen("two", "x")).containsExactly(List.of("three"), List.of("four"));
        assertThat(chosen("three", "x")).containsExactly(List.of("three"), List.of("four"));
        assertThat(chosen("four", "y")).containsExactly(List.of(), List.of());
        assertThat(chosen("two")).containsExactly(List.of("two", "three"), List.of("four", "two"));
    }

    private Playbook playbook(String tasks) throws Exception {
        return PlaybookReader.read(
                Files.writeString(folder.resolve("site.yml"), "- hosts: all\n  tasks:\n" + tasks.indent(4)),
                new InputFiles());
    }

    private static List<String> refused(Playbook playbook, Set<String> tags, Set<String> skipped) {
        try {
            playbook.only(new Selection(tags, skipped, Optional.empty()));
            return List.of();
        } catch (InvalidInput wrong) {
            return wrong.problems().stream().map(Problem::toString).toList();
        }
    }

    @Test
    void a_tag_that_no_task_has_is_an_error() throws Exception {
        Playbook playbook = playbook("""
                - {name: one, command: {argv: ["true"]}, tags: [mirror]}
                - block: [{name: two, command: {argv: ["true"]}}]
                  rescue: [{name: three, command: {argv: ["true"]}, tags: rescue}]
                  tags: block
                """);

        assertThat(refused(playbook, Set.of("mirro"), Set.of()))
                .containsExactly("error[DP1584]: --tags: no task has the tag \"mirro\"\n"
                        + "  --list-tags names them all. Did you mean \"mirror\"?");
        assertThat(refused(playbook, Set.of("mirror"), Set.of("", "blocks")))
                .containsExactlyInAnyOrder(
                        "error[DP1584]: --skip-tags: no task has the tag \"\"\n  --list-tags names them all.",
                        "error[DP1584]: --skip-tags: no task has the tag \"blocks\"\n"
                                + "  --list-tags names them all. Did you mean \"block\"?");
        assertThat(refused(playbook, Set.of("mirror", "block"), Set.of("rescue")))
                .isEmpty();
        assertThat(refused(playbook, Set.of("all", "tagged", "untagged", "always"), Set.of("never", "always")))
                .isEmpty();
    }

    @Test
    void what_a_chosen_include_brings_may_have_any_tag() throws Exception {
        String include = "- {name: more, include_tasks: \"${which}.yml\", tags: TAG}\n";

        assertThat(refused(playbook(include.replace("TAG", "always")), Set.of("inner"), Set.of("deep")))
                .isEmpty();
        assertThat(refused(playbook(include.replace("TAG", "outer")), Set.of("inner"), Set.of()))
                .singleElement()
                .asString()
                .contains("no task has the tag \"inner\"");
    }
}
