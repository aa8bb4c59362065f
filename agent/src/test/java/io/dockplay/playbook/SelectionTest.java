package io.dockplay.playbook;

import static org.assertj.core.api.Assertions.assertThat;

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
        return PlaybookReader.read(file)
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
}
