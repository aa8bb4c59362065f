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
        Dockplay again = Dockplay.run("apply", plan);
        assertThat(again.exit()).isEqualTo(2);
        assertThat(again.out()).contains("It was left as it is; nothing is left to be done there.");
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

    private void play(String text) throws IOException {
        Files.writeString(playbook, text);
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
    void a_file_of_variables_that_is_new_is_refused_before_any_host_is_contacted() throws Exception {
        makePlan();
        Files.createDirectories(folder.resolve("host_vars"));
        Files.writeString(folder.resolve("host_vars/web1.yml"), "ansible_host: 192.0.2.9\n");

        assertThat(refused()).contains("host_vars/web1.yml was not there when the plan was made");
    }

    @Test
    void a_secret_within_a_variable_of_the_command_line_is_not_kept() throws Exception {
        makePlan("-e", "db={user: ali, password: from-the-line}");

        assertThat(plan).content().doesNotContain("from-the-line");
        assertThat(refused()).contains("the secret variable db");
    }

    @Test
    void a_secret_that_was_there_before_is_told_neither() throws Exception {
        Files.writeString(folder.resolve("web1/settings"), "a=1\npassword=former-word\n");
        makePlan();
        assertThat(plan).content().doesNotContain("former-word", "open-sesame").contains("-password=********");

        Files.writeString(folder.resolve("web1/settings"), "a=2\npassword=other-word\n");
        Dockplay run = Dockplay.run("apply", plan, "--yes", "-vv");
        assertThat(run.out()).contains("-a=2").doesNotContain("former-word", "other-word", "open-sesame");
    }

    @Test
    void an_error_in_the_input_tells_no_secret() throws Exception {
        play("- hosts: all\n  vars: {token: open-sesame}\n  tasks:\n    - file: {path: /x, mode: \"${token}\"}\n");

        Dockplay run = Dockplay.run("plan", playbook, "-i", hosts);

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("mode \"********\" is not").doesNotContain("open-sesame");
    }

    @Test
    void what_a_command_gives_to_a_secret_variable_is_never_told() throws Exception {
        play("""
                - hosts: all
                  become: false
                  tasks:
                    - command: {shell: "echo open-; echo sesame", read_only: true}
                      register: join_token
                    - file: {path: "${dir}/token", content: "${join_token.stdout}"}
                    - command: {shell: "echo whispered; exit 1"}
                      register: other_token
                """);
        makePlan();
        assertThat(plan).content().doesNotContain("sesame");

        Dockplay run = Dockplay.run("apply", plan, "-vv", "--yes");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(folder.resolve("web1/token")).content().contains("sesame");
        assertThat(run.out().replace("'echo open-; echo sesame'", "").replace("echo whispered; exit 1", ""))
                .doesNotContain("sesame", "whispered");
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

    @Test
    void a_diff_of_odd_lines_is_the_same_when_it_is_read_again() throws Exception {
        Files.writeString(folder.resolve("motd"), "a\r\nb\r\r\n\u2028\n\n");
        Files.writeString(folder.resolve("web1/motd"), "a\nb\r\n\r\r");
        makePlan();

        Dockplay run = Dockplay.run("apply", plan, "--yes");
        assertThat(run.exit()).as("%s", run).isZero();
    }
}
