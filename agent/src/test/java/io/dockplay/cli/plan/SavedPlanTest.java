package io.dockplay.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.cli.Dockplay;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;

/** A saved plan is applied as it was shown, and to nothing else. */
class SavedPlanTest extends SavedPlans {

    @Test
    void a_plan_is_applied_as_it_was_shown_and_leaves_nothing_to_do() throws Exception {
        makePlan();
        assertThat(folder.resolve("web1/settings")).doesNotExist();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(plan)))
                .isEqualTo("rw-------");

        Dockplay run = Dockplay.run("apply", plan, "--format", "json");

        assertThat(run.exit()).as("%s", run).isZero();
        assertThat(run.steps("change")).hasSize(8);
        assertThat(folder.resolve("web2/copy")).hasContent("a=1\npassword=open-sesame");
        assertThat(folder.resolve("web2/told")).hasContent("told");
        assertThat(Dockplay.run("drift", playbook, "-i", hosts).exit()).isZero();
        Dockplay again = Dockplay.run("apply", plan);
        assertThat(again.exit()).isEqualTo(2);
        assertThat(again.out()).contains("It was left as it is; nothing is left to be done there.");
    }

    @Test
    void whether_a_plan_still_holds_can_be_seen_without_applying_it() throws Exception {
        makePlan();
        Files.writeString(folder.resolve("web2/motd"), "hello\n");

        Dockplay run = Dockplay.run("apply", plan, "--dry-run");

        assertThat(run.out()).contains("(no longer to be done)").contains("web1", "1 to change, 1 failed");
        assertThat(folder.resolve("web1/settings")).doesNotExist();
    }

    @Test
    void a_plan_has_its_own_inventory_and_variables() {
        makePlan();
        Dockplay run = Dockplay.run("apply", plan, "-i", hosts, "-e", "x=1");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err())
                .contains("the plan has its own inventory, limit and choice of tasks")
                .contains("the plan was made without -e x");
    }

    @Test
    void a_host_that_cannot_be_looked_at_is_not_part_of_the_plan() throws Exception {
        two.close();
        Dockplay made = Dockplay.run("plan", playbook, "-i", hosts, "-o", plan, "--accept-new-host-keys");
        assertThat(made.exit()).as("%s", made).isEqualTo(4);
        assertThat(made.out()).contains("without the 1 of these hosts that could not be looked at");

        Dockplay run = Dockplay.run("apply", plan, "--yes");
        assertThat(run.exit()).as("%s", run).isZero();
        assertThat(run.out()).endsWith("1 host: 1 changed\n");
    }

    @Test
    void a_plan_of_plays_that_go_over_the_hosts_one_by_one_is_applied() throws Exception {
        play("""
                - hosts: all
                  become: false
                  tasks:
                    - file: {path: "${dir}/one", content: "1"}
                - hosts: all
                  become: false
                  serial: 1
                  tasks:
                    - file: {path: "${dir}/two", content: "2"}
                - hosts: web2
                  become: false
                  any_errors_fatal: true
                  tasks:
                    - file: {path: "${dir}/three", content: "3"}
                """);
        makePlan();

        Dockplay run = Dockplay.run("apply", plan, "--format", "json");

        assertThat(run.exit()).as("%s", run).isZero();
        assertThat(run.steps("change")).hasSize(5);
        assertThat(folder.resolve("web2/three")).exists();
    }

    @Test
    void tasks_that_are_called_the_same_are_compared_in_their_order() throws Exception {
        String same = "true the label of a command is cut off after sixty characters;";
        play("- hosts: all\n  become: false\n  tasks:\n    - command: {shell: \"" + same
                + " echo ${item} >> ${dir}/words\"}\n      loop: [one, two, three]\n");
        makePlan();

        Dockplay run = Dockplay.run("apply", plan, "--yes");

        assertThat(run.exit()).as("%s", run).isZero();
        assertThat(folder.resolve("web1/words")).hasContent("one\ntwo\nthree");
    }

    @Test
    void a_later_play_is_planned_after_what_an_earlier_one_brings() throws Exception {
        play("""
                - hosts: all
                  become: false
                  tasks:
                    - file: {path: "${dir}/etc", state: directory}
                - hosts: all
                  become: false
                  tasks:
                    - file: {path: "${dir}/etc/settings", content: "a=1"}
                """);
        makePlan();
        assertThat(plan).content().contains("\"after\"");

        Dockplay run = Dockplay.run("apply", plan, "--yes");

        assertThat(run.exit()).as("%s", run).isZero();
        assertThat(folder.resolve("web1/etc/settings")).exists();
    }

    @Test
    void a_change_that_turns_out_otherwise_on_the_way_is_not_made() throws Exception {
        play("""
                - hosts: web1
                  become: false
                  tasks:
                    - name: Meddle
                      command: {shell: "echo more >> ${dir}/other"}
                    - name: Other
                      file: {path: "${dir}/other", content: "x\\n", mode: "0600"}
                      ignore_errors: true
                    - name: Last
                      file: {path: "${dir}/last", content: x}
                """);
        Path other = Files.writeString(folder.resolve("web1/other"), "x\n");
        Files.setPosixFilePermissions(other, PosixFilePermissions.fromString("rw-r--r--"));
        makePlan();

        Dockplay run = Dockplay.run("apply", plan, "--yes");

        assertThat(run.exit()).as("%s", run).isEqualTo(2);
        assertThat(run.out())
                .contains("this change is not in the plan: content: 2 lines → 1 line, mode: 0644 → 0600")
                .contains("It was not made, and nothing after it.");
        assertThat(other).hasContent("x\nmore");
        assertThat(folder.resolve("web1/last")).doesNotExist();
    }

    @Test
    void a_planned_change_may_begin_where_an_earlier_one_has_left_off() throws Exception {
        play("""
                - hosts: web1
                  become: false
                  tasks:
                    - command: {shell: "echo more >> ${dir}/other"}
                    - file: {path: "${dir}/other", content: "x"}
                """);
        makePlan();
        assertThat(plan).content().contains("\"from\" : \"absent\"");

        Dockplay run = Dockplay.run("apply", plan, "--yes");

        assertThat(run.exit()).as("%s", run).isZero();
        assertThat(folder.resolve("web1/other")).hasContent("x");
    }

    @Test
    void a_diff_of_odd_lines_is_the_same_when_it_is_read_again() throws Exception {
        Files.writeString(folder.resolve("motd"), "a\r\nb\r\r\n\u2028\n\n");
        Files.writeString(folder.resolve("web1/motd"), "a\nb\r\n\r\r");
        makePlan();

        Dockplay run = Dockplay.run("apply", plan, "--yes");
        assertThat(run.exit()).as("%s", run).isZero();
    }
}
