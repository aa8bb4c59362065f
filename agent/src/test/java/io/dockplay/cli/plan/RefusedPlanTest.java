package io.dockplay.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.cli.Dockplay;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** Plans that are refused before a host is changed, and plans that are not written. */
class RefusedPlanTest extends SavedPlans {

    @Test
    void a_host_that_is_no_longer_what_it_was_is_refused_and_left_untouched() throws Exception {
        makePlan();
        Files.writeString(folder.resolve("web1/motd"), "someone was here\n");

        Dockplay run = Dockplay.run("apply", plan, "--yes");

        assertThat(run.exit()).as("%s", run).isEqualTo(2);
        assertThat(run.out())
                .contains("error[DP1406]: web1: it is no longer as it was when the plan was made")
                .contains("- file " + folder.resolve("web1/motd") + ": content: absent → 1 line")
                .contains("-someone was here");
        assertThat(folder.resolve("web1/settings")).doesNotExist();
        assertThat(folder.resolve("web1/motd")).hasContent("someone was here");
        assertThat(folder.resolve("web2/settings")).exists();
    }

    @Test
    void a_plan_that_was_edited_is_refused() throws Exception {
        makePlan();
        Files.writeString(plan, Files.readString(plan).replace("a=1", "a=2"));
        assertThat(refused()).contains("its checksum is wrong", "docker.plan");
    }

    @Test
    void a_plan_of_inputs_that_have_changed_is_refused() throws Exception {
        makePlan();
        Files.writeString(folder.resolve("motd"), "good evening\n");
        Files.writeString(playbook, PLAYBOOK + "\n");

        assertThat(refused())
                .contains(folder.resolve("motd") + " has changed since the plan was made")
                .contains(playbook + " has changed since the plan was made");
        assertThat(folder.resolve("web1/settings")).doesNotExist();
    }

    @Test
    void what_is_no_plan_or_of_another_format_is_told() throws Exception {
        makePlan();
        Files.writeString(plan, Files.readString(plan).replace("\"dockplay-plan\" : 1", "\"dockplay-plan\" : 9"));
        assertThat(refused()).contains("the plan is of format 9, and this dockplay reads format 1");
        Files.writeString(plan, "{\"a\": 1}");
        assertThat(refused()).contains("this is no plan of dockplay");
        Files.writeString(plan, "{\"a\": ");
        assertThat(refused()).contains("it is not JSON", "docker.plan:1:");
    }

    @Test
    void a_file_of_variables_that_is_new_is_refused_before_any_host_is_contacted() throws Exception {
        makePlan();
        Files.createDirectories(folder.resolve("host_vars"));
        Files.writeString(folder.resolve("host_vars/web1.yml"), "ansible_host: 192.0.2.9\n");

        assertThat(refused()).contains("host_vars/web1.yml was not there when the plan was made");
    }

    @Test
    void a_plan_overwrites_nothing_but_a_plan_and_no_host_is_asked_in_vain() throws Exception {
        Dockplay over = Dockplay.run("plan", playbook, "-i", hosts, "-o", playbook);
        assertThat(over.exit()).isEqualTo(1);
        assertThat(over.err()).contains(playbook + " is there already, and is no plan");
        assertThat(playbook).content().isEqualTo(PLAYBOOK);
        Dockplay nowhere = Dockplay.run("plan", playbook, "-i", hosts, "-o", folder.resolve("no/docker.plan"));
        assertThat(nowhere.err()).contains("the plan cannot be written to");
        assertThat(one.sessions()).isZero();

        makePlan();
        makePlan();
    }

    @Test
    void there_is_no_plan_where_no_host_could_be_looked_at() throws Exception {
        one.close();
        two.close();

        Dockplay made = Dockplay.run("plan", playbook, "-i", hosts, "-o", plan, "--accept-new-host-keys");

        assertThat(made.exit()).as("%s", made).isEqualTo(4);
        assertThat(made.out()).contains("No plan was written: no host could be looked at.");
        assertThat(plan).doesNotExist();
    }
}
