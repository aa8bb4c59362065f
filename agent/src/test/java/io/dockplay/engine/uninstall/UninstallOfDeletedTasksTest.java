package io.dockplay.engine.uninstall;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.engine.coordination.RunMode;
import io.dockplay.engine.event.Event;
import io.dockplay.engine.host.ApplyRun;
import io.dockplay.engine.record.HostRecord;
import io.dockplay.playbook.Selection;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What an uninstall does with changes whose task is not in the playbook any more. */
class UninstallOfDeletedTasksTest extends UninstallsOneHost {

    @Test
    void what_a_task_brought_that_the_playbook_has_no_more_is_given_back_from_the_record() throws Exception {
        Files.writeString(file, "former\n");
        String stays = "tasks:\n  - name: Folder\n    file: {path: DIR/folder, state: directory}\n";
        run(new ApplyRun(RunMode.APPLY), stays + """
                  - name: In it
                    file: {path: DIR/folder/file, content: x}
                  - name: deleted
                    file: {path: DIR/file, content: "wanted\\n"}
                """);

        run(new UninstallRun(RunMode.DRY_RUN), stays);
        assertThat(told(Event.Planned.class))
                .extracting(planned -> planned.step().task())
                .containsExactly("deleted", "In it", "Folder");
        run(new UninstallRun(RunMode.APPLY), stays);

        assertThat(told(Event.Failed.class)).isEmpty();
        assertThat(file).hasContent("former\n");
        assertThat(folder.resolve("folder")).doesNotExist();
        assertThat(folder.resolve(".dockplay")).doesNotExist();
    }

    @Test
    void what_a_task_brought_whose_options_need_a_result_is_given_back_from_the_record() throws Exception {
        Files.writeString(file, "former\n");
        String play = """
                tasks:
                  - command: {shell: echo found, read_only: true}
                    register: found
                  - name: later
                    file: {path: DIR/file, content: "${found.stdout}\\n"}
                  - name: command
                    command: {shell: "echo ${found.stdout}"}
                """;
        run(new ApplyRun(RunMode.APPLY), play);
        assertThat(file).hasContent("found\n");

        run(new UninstallRun(RunMode.APPLY), play);

        assertThat(warnings()).isEmpty();
        assertThat(file).hasContent("former\n");
        assertThat(folder.resolve(".dockplay")).doesNotExist();
    }

    @Test
    void what_another_playbook_brought_stays_and_is_told_in_one_line() throws Exception {
        run(new ApplyRun(RunMode.APPLY), WRITTEN, "another.yml");
        String mine = "tasks:\n  - file: {path: DIR/mine, content: mine}\n";
        run(new ApplyRun(RunMode.APPLY), mine);

        run(new UninstallRun(RunMode.APPLY), mine);

        assertThat(file).exists();
        assertThat(folder.resolve("mine")).doesNotExist();
        assertThat(warnings())
                .containsExactly(
                        "also on the record, and not of this playbook: what DIR/another.yml brought (2 things);"
                                + " it stays, and history shows it");
        assertThat(HostRecord.read(Files.readString(record)).entries()).hasSize(4);
    }

    /** Two projects may both have a site.yml. */
    @Test
    void what_a_run_brought_that_did_nothing_which_the_playbook_has_is_told_and_goes_with_force() throws Exception {
        run(new ApplyRun(RunMode.APPLY), WRITTEN);
        String other = "tasks:\n  - file: {path: DIR/mine, content: mine}\n";

        run(new UninstallRun(RunMode.APPLY), other);
        assertThat(file).exists();
        assertThat(warnings())
                .containsExactlyInAnyOrder(
                        "file DIR/other: ".replace("DIR", folder.toString())
                                + "it stays: the playbook has the task \"other\" no more,"
                                + " and none of what the same run did; if this playbook brought it, --force gives it back",
                        "file DIR/file: ".replace("DIR", folder.toString())
                                + "it stays: the playbook has the task \"file\" no more,"
                                + " and none of what the same run did; if this playbook brought it, --force gives it back");
        assertThat(record).exists();

        run(forced(), other);
        assertThat(file).doesNotExist();
        assertThat(folder.resolve(".dockplay")).doesNotExist();
    }

    @Test
    void tasks_that_are_not_chosen_are_not_taken_for_deleted_ones() throws Exception {
        run(new ApplyRun(RunMode.APPLY), WRITTEN.replace("- name: file", "- name: file\n    tags: [x]"));

        run(
                new UninstallRun(RunMode.APPLY),
                WRITTEN.replace("- name: file", "- name: file\n    tags: [x]"),
                "play.yml",
                new Selection(Set.of("x"), Set.of(), Optional.empty()));

        assertThat(file).doesNotExist();
        assertThat(folder.resolve("other")).exists();
        assertThat(warnings()).isEmpty();
    }

    @Test
    void of_several_plays_each_gives_back_what_its_deleted_tasks_brought_and_no_other() throws Exception {
        String plays = """
                tasks:
                  - {name: one, file: {path: DIR/one, state: directory}}
                  - {name: gone one, file: {path: DIR/one/file, content: x}}
                NEXT
                tasks:
                  - {name: two, file: {path: DIR/two, state: directory}}
                  - {name: gone two, file: {path: DIR/two/file, content: x}}
                """;
        run(new ApplyRun(RunMode.APPLY), plays);

        run(new UninstallRun(RunMode.APPLY), plays.replaceAll("  - \\{name: gone.*\n", ""));

        assertThat(told(Event.Changed.class))
                .extracting(changed -> changed.step().task())
                .containsExactly("gone two", "two", "gone one", "one");
        assertThat(folder.resolve(".dockplay")).doesNotExist();
    }

    @Test
    void a_command_that_the_playbook_has_no_more_is_told_and_forgotten() throws Exception {
        run(new ApplyRun(RunMode.APPLY), WRITTEN + "  - name: gone\n    command: {shell: echo gone}\n");

        run(new UninstallRun(RunMode.APPLY), WRITTEN);

        assertThat(warnings())
                .containsExactly(
                        "command echo gone: nothing takes back what it did: the playbook has the task \"gone\" no more");
        assertThat(folder.resolve(".dockplay")).doesNotExist();
    }

    @Test
    void what_the_record_alone_cannot_tell_how_to_give_back_is_told_until_force_lets_it_go() throws Exception {
        run(new ApplyRun(RunMode.APPLY), WRITTEN);
        String line = Files.readAllLines(record).get(0);
        Files.writeString(
                record,
                line.replace("\"module\":\"file\"", "\"module\":\"unarchive\"")
                                .replace(folder + "/other", "app.tar in /opt/app")
                        + "\n",
                StandardOpenOption.APPEND);

        run(new UninstallRun(RunMode.APPLY), WRITTEN);
        assertThat(warnings())
                .containsExactly(
                        "unarchive app.tar in /opt/app: it stays, and on the record: the playbook has the task \"other\""
                                + " no more, and the record alone does not tell how to give it back (content: absent → 1 line);"
                                + " put the task back and uninstall again, or let it go with --force");
        assertThat(HostRecord.read(Files.readString(record)).entries()).hasSize(1);

        run(forced(), WRITTEN);
        assertThat(folder.resolve(".dockplay")).doesNotExist();
    }
}
