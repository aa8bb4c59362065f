package io.dockplay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.ssh.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Plans that are kept, and applied to two hosts behind real SSH servers. */
@Timeout(120)
class SavedPlanTest {

    private static final String PLAYBOOK = """
            - hosts: all
              become: false
              vars: {db_password: open-sesame}
              tasks:
                - name: Settings
                  file: {path: "${dir}/settings", content: "a=1\\npassword=${db_password}\\n"}
                  notify: Tell
                - name: Motd
                  file: {path: "${dir}/motd", source: motd}
                - name: Look
                  command: {shell: "cat ${dir}/settings", read_only: true}
                  register: settings
                - name: Copy
                  file: {path: "${dir}/copy", content: "${settings.stdout}"}
              handlers:
                - name: Tell
                  command: {shell: "echo told >> ${dir}/told"}
            """;

    @TempDir
    Path folder;

    private TestServer one;
    private TestServer two;
    private Path playbook;
    private Path hosts;
    private Path plan;

    @BeforeEach
    void up() throws Exception {
        one = TestServer.start(folder);
        two = TestServer.start(folder);
        playbook = Files.writeString(folder.resolve("site.yml"), PLAYBOOK);
        Files.writeString(folder.resolve("motd"), "hello\n");
        hosts = Files.writeString(
                folder.resolve("hosts.yml"), "all:\n  hosts:\n" + host("web1", one) + host("web2", two));
        plan = folder.resolve("docker.plan");
    }

    private String host(String name, TestServer server) throws IOException {
        Path dir = Files.createDirectories(folder.resolve(name));
        return "    " + name + ": {dir: \"" + dir + "\", "
                + server.variables().entrySet().stream()
                        .map(each -> each.getKey() + ": \"" + each.getValue() + "\"")
                        .collect(Collectors.joining(", "))
                + "}\n";
    }

    @AfterEach
    void down() throws IOException {
        one.close();
        two.close();
    }

    private void makePlan(Object... more) {
        Object[] arguments = new Object[7 + more.length];
        Object[] first = {"plan", playbook, "-i", hosts, "-o", plan, "--accept-new-host-keys"};
        System.arraycopy(first, 0, arguments, 0, first.length);
        System.arraycopy(more, 0, arguments, first.length, more.length);
        Dockplay run = Dockplay.run(arguments);
        assertThat(run.exit()).as("%s", run).isZero();
        assertThat(run.out()).contains("The plan is in " + plan);
    }

    private String refused() {
        Dockplay run = Dockplay.run("apply", plan, "--yes");
        assertThat(run.exit()).as("%s", run).isEqualTo(1);
        assertThat(run.err()).doesNotContain("Exception", "\tat ");
        return run.err();
    }

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
        assertThat(Dockplay.run("apply", plan).exit()).isEqualTo(2);
    }

    @Test
    void a_host_that_is_no_longer_what_it_was_is_refused_and_left_untouched() throws Exception {
        makePlan();
        Files.writeString(folder.resolve("web1/motd"), "someone was here\n");

        Dockplay run = Dockplay.run("apply", plan, "--yes");

        assertThat(run.exit()).as("%s", run).isEqualTo(2);
        assertThat(run.out())
                .contains("error: web1: it is no longer as it was when the plan was made")
                .contains("- file " + folder.resolve("web1/motd") + ": content: absent → 1 line")
                .contains("-someone was here");
        assertThat(folder.resolve("web1/settings")).doesNotExist();
        assertThat(folder.resolve("web1/motd")).hasContent("someone was here");
        assertThat(folder.resolve("web2/settings")).exists();
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
    void a_secret_is_in_no_plan_and_no_report() throws Exception {
        makePlan();
        assertThat(plan).content().doesNotContain("open-sesame").contains("password=********");

        Dockplay run = Dockplay.run("apply", playbook, "-i", hosts, "-vv", "--yes");
        assertThat(run.out() + run.err()).contains("password=********").doesNotContain("open-sesame");
    }

    @Test
    void a_secret_variable_of_the_command_line_is_not_kept_and_must_be_given_again() throws Exception {
        makePlan("-e", "db_password=from-the-line", "-e", "colour=red");
        assertThat(plan).content().doesNotContain("from-the-line").contains("\"colour\" : \"red\"");

        assertThat(refused()).contains("the plan was made with the secret variable db_password");
        assertThat(Dockplay.run("apply", plan, "--yes", "-e", "db_password=from-the-line")
                        .exit())
                .isZero();
        assertThat(folder.resolve("web1/settings")).content().contains("from-the-line");
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
    void a_plan_has_its_own_inventory_and_variables() {
        makePlan();
        Dockplay run = Dockplay.run("apply", plan, "-i", hosts, "-e", "x=1");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err())
                .contains("the plan has its own inventory and limit")
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
}
