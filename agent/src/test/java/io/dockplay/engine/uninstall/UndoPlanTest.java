package io.dockplay.engine.uninstall;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.engine.record.HostRecord;
import io.dockplay.playbook.Play;
import io.dockplay.playbook.eval.Variables;
import io.dockplay.playbook.parse.PlaybookReader;
import io.dockplay.resource.KeptPlaces;
import io.dockplay.yaml.InputFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is on the record is given back, whatever the variables say now. */
class UndoPlanTest {

    private static final String BROUGHT = """
            {"run":"1","playbook":"play.yml","task":"TASK","module":"package","label":"docker-ce-25.0.5, docker-ce-cli-25.0.5",\
            "changes":[{"what":"docker-ce","from":"absent","to":"25.0.5"},{"what":"docker-ce-cli","from":"absent","to":"25.0.5"}]}
            {"run":"1","playbook":"play.yml","task":"TASK","module":"package","label":"docker-ce-25.0.5, docker-ce-cli-25.0.5",\
            "changes":[{"what":"containerd.io","from":"absent","to":"brought"}]}
            """;

    @TempDir
    Path folder;

    private UndoPlan plan(String record, String tasks) throws Exception {
        Path file = Files.writeString(folder.resolve("play.yml"), "- hosts: all\n  tasks:\n" + tasks.indent(4));
        Play play = PlaybookReader.read(file, new InputFiles()).plays().get(0);
        Variables variables = Variables.of(Map.of("version", ""), Map.of());
        OrphanedChanges orphanedChanges = new OrphanedChanges(List.of(PossibleTasks.of(play, variables)));
        Map<Boolean, HostRecord> records = Map.of(true, HostRecord.read(record));
        return UndoPlan.of(
                "web1",
                orphanedChanges.possibleTasks(play),
                orphanedChanges.leftovers(play, records),
                variables,
                records,
                Map.<Boolean, KeptPlaces>of(),
                false,
                false);
    }

    @Test
    void a_task_without_a_name_that_names_the_same_package_gives_it_back() throws Exception {
        UndoPlan plan = plan(BROUGHT.replace("TASK", "package"), """
                - package: {name: [docker-ce, docker-ce-cli]}
                  when: version == ""
                - package: {name: ["docker-ce-${version}", "docker-ce-cli-${version}"]}
                  when: version != ""
                """);

        assertThat(plan.names()).contains("docker-ce", "docker-ce-cli", "containerd.io");
        assertThat(plan.reports()).isEmpty();
        assertThat(plan.taskSteps())
                .allSatisfy(step -> assertThat(plan.existedBefore(step)).isEmpty());
    }

    @Test
    void a_task_that_names_only_a_part_of_it_gives_nothing_back_and_says_so() throws Exception {
        UndoPlan plan = plan(BROUGHT.replace("TASK", "package"), "- package: {name: docker-ce}\n");

        assertThat(plan.names()).isEmpty();
        assertThat(plan.reports())
                .singleElement()
                .asString()
                .contains("if this playbook brought it, --force gives it back");
        assertThat(plan.existedBefore(plan.taskSteps().get(0))).isEmpty();
    }

    @Test
    void what_another_playbook_brought_is_not_told_as_there_before_dockplay() throws Exception {
        String record = BROUGHT.replace("TASK", "Docker").replace("play.yml", "other.yml");

        UndoPlan plan = plan(record, "- package: {name: [docker-ce, containerd.io, gcc]}\n");

        assertThat(plan.names()).isEmpty();
        assertThat(plan.existedBefore(plan.taskSteps().get(0))).containsExactly("gcc");
    }
}
