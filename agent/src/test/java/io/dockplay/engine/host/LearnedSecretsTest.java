package io.dockplay.engine.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.engine.coordination.RunMode;
import io.dockplay.engine.event.Event;
import io.dockplay.engine.event.Secrets;
import io.dockplay.engine.plan.PlanRecorder;
import io.dockplay.engine.uninstall.UninstallRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Secrets that a run comes to know only while it is at work are masked as those that it knew before. */
@Timeout(120)
class LearnedSecretsTest {

    private static final String SECRET = "open-sesame";

    @TempDir
    Path folder;

    private OneHost host;

    @BeforeEach
    void up() {
        host = new OneHost(folder, Map.of("stage", "prod"));
    }

    /** Neither a dry run nor an apply of these tasks tells it, and both find at least so many changes. */
    private void isNeverTold(int changes, String play) throws Exception {
        PlanRecorder plan = new PlanRecorder();
        host.run(new ApplyRun(RunMode.DRY_RUN), play);
        host.told().forEach(plan);
        assertThat(host.told(Event.Planned.class)).hasSizeGreaterThanOrEqualTo(changes);
        assertThat(host.told().toString()).contains(Secrets.MASK).doesNotContain(SECRET);
        assertThat(plan.plans().toString()).doesNotContain(SECRET);
        host.run(new ApplyRun(RunMode.APPLY), play);
        assertThat(host.told(Event.Changed.class)).hasSizeGreaterThanOrEqualTo(changes);
        assertThat(host.told(Event.Output.class).toString()).contains("it is ********");
        assertThat(host.told().toString()).doesNotContain(SECRET);
    }

    @Test
    void of_include_vars() throws Exception {
        Files.writeString(folder.resolve("prod.yml"), "db: {user: ali, password: \"open-${end}\"}\nend: sesame\n");

        isNeverTold(1, """
                tasks:
                  - include_vars: "${stage}.yml"
                  - command: {shell: "echo it is ${db.password}"}
                """);
    }

    @Test
    void of_set_fact() throws Exception {
        isNeverTold(1, """
                tasks:
                  - set_fact: {token: "open-${'SESAME'?lower_case}"}
                  - command: {shell: "echo it is open-sesame"}
                """);
    }

    @Test
    void of_a_file_that_is_included_dynamically() throws Exception {
        Files.writeString(folder.resolve("prod-tasks.yml"), """
                - command: {shell: "echo it is ${api_token}"}
                  vars: {api_token: open-sesame}
                - command: {shell: "echo it is ${item.name} ${item.secret}"}
                  loop: [{name: a, secret: open-sesame}]
                """);

        isNeverTold(2, """
                tasks:
                  - include_tasks: "${stage}-tasks.yml"
                """);
    }

    @Test
    void of_the_role_of_a_file_that_is_included_dynamically() throws Exception {
        Files.createDirectories(folder.resolve("roles/db/tasks"));
        Files.createDirectories(folder.resolve("roles/db/defaults"));
        Files.writeString(folder.resolve("roles/db/defaults/main.yml"), "db_password: open-sesame\n");
        Files.writeString(
                folder.resolve("roles/db/tasks/main.yml"), "- command: {shell: \"echo it is ${db_password}\"}\n");
        Files.writeString(folder.resolve("prod-tasks.yml"), "- import_role: {name: db}\n");

        isNeverTold(1, """
                tasks:
                  - include_tasks: "${stage}-tasks.yml"
                """);
    }

    @Test
    void of_a_variable_whose_value_only_a_result_gives() throws Exception {
        isNeverTold(1, """
                vars: {session_token: "open-${login.stdout}"}
                tasks:
                  - command: {shell: "echo sesame", read_only: true}
                    register: login
                  - command: {shell: "echo it is ${session_token}"}
                """);
    }

    @Test
    void of_a_variable_that_gets_another_value() throws Exception {
        isNeverTold(1, """
                vars: {end: no, session_token: "open-${end}"}
                tasks:
                  - set_fact: {end: sesame}
                  - command: {shell: "echo it is ${session_token}"}
                """);
    }

    @Test
    void of_what_a_command_prints_as_JSON() throws Exception {
        isNeverTold(1, """
                tasks:
                  - command: {shell: "echo '{\\"password\\": \\"open-'$(echo sesame)'\\"}'", read_only: true}
                    register: answer
                  - set_fact: {login: "${answer.stdout?eval_json}"}
                  - command: {shell: "echo it is ${login.password}"}
                """);
    }

    @Test
    void of_a_saved_plan_that_was_made_before_it_was_known() throws Exception {
        String play = """
                tasks:
                  - command: {shell: "echo it is open-sesame"}
                  - command: {shell: "echo sesame", read_only: true}
                    register: end
                  - set_fact: {token: "open-${end.stdout}"}
                """;
        PlanRecorder plan = new PlanRecorder();
        host.run(new ApplyRun(RunMode.DRY_RUN), play);
        host.told().forEach(plan);

        host.runPlanned(plan.plans(), play);

        assertThat(host.told(Event.Failed.class)).isEmpty();
        assertThat(host.told(Event.Changed.class)).hasSize(1);
    }

    @Test
    void of_an_uninstallation() throws Exception {
        String play = """
                tasks:
                  - set_fact: {token: "open-${'SESAME'?lower_case}"}
                  - file: {path: "DIR/${token}", content: x}
                """;
        host.run(new ApplyRun(RunMode.APPLY), play);
        assertThat(folder.resolve(SECRET)).exists();

        host.run(new UninstallRun(RunMode.APPLY), play);

        assertThat(folder.resolve(SECRET)).doesNotExist();
        assertThat(host.told(Event.Changed.class)).hasSize(1);
        assertThat(host.told().toString()).contains(Secrets.MASK).doesNotContain(SECRET);
    }

    @Test
    void but_of_a_result_only_what_was_printed() throws Exception {
        host.run(new ApplyRun(RunMode.APPLY), """
                tasks:
                  - command: {shell: "echo open-sesame; echo useless >&2", read_only: true}
                    loop: [worker]
                    register: join_token
                  - debug: {msg: "worker ${join_token.stdout} useless"}
                """);

        assertThat(host.told(Event.Said.class).toString()).contains("worker ******** useless");
    }
}
