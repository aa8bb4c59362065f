package io.dockplay.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.cli.Dockplay;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** No plan and no report of one shows a secret. */
class SecretsInPlansTest extends SavedPlans {

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
}
