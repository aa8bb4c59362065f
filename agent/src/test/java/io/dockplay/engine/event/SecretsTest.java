package io.dockplay.engine.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.playbook.Play;
import io.dockplay.playbook.eval.Variables;
import io.dockplay.playbook.parse.PlaybookReader;
import io.dockplay.problem.Position;
import io.dockplay.resource.Change;
import io.dockplay.resource.ScriptResult;
import io.dockplay.vault.Revealed;
import io.dockplay.yaml.InputFiles;
import io.dockplay.yaml.Yaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is a secret, and where it is masked. */
class SecretsTest {

    @TempDir
    Path folder;

    private Secrets secrets(Map<String, ?> variables, String... tasks) throws IOException {
        Path file = Files.writeString(
                folder.resolve("play.yml"),
                "- hosts: all\n  tasks:\n" + String.join("", tasks) + "    - assert: {that: true}\n");
        Play play = PlaybookReader.read(file, new InputFiles()).plays().get(0);
        Secrets secrets = Secrets.of(new Revealed(), Optional.of("sudo-word"));
        secrets.learn(play, Variables.of(variables, Map.of()));
        return secrets;
    }

    @ParameterizedTest
    @CsvSource({
        "password, true",
        "DB_PASSWD, true",
        "registryToken, true",
        "key_passphrase, true",
        "ansible_ssh_pass, true",
        "my_secrets, true",
        "vault_password_file, false",
        "piano_password, true",
        "casinopasswd, true",
        "NOPASSWD, false",
        "sudo_nopasswd_commands, false",
        "passwd_tries, false",
        "pass, false",
        "docker_version, false"
    })
    void a_name_tells_whether_it_is_one_of_a_secret(String name, boolean secret) {
        assertThat(Secrets.isSecret(name)).isEqualTo(secret);
    }

    @Test
    void a_secret_may_be_deep_in_a_variable() {
        assertThat(Secrets.holds("db", Map.of("users", List.of(Map.of("password", "x")))))
                .isTrue();
        assertThat(Secrets.holds("db", Map.of("users", List.of(Map.of("name", "x")))))
                .isFalse();
    }

    @Test
    void values_are_masked_and_so_is_the_password_of_sudo() throws IOException {
        Secrets secrets = secrets(
                Map.of("token", "open-sesame", "db", Map.of("user", "ali-baba", "password", List.of("forty-thieves"))));

        assertThat(secrets.mask("open-sesame ali-baba forty-thieves sudo-word"))
                .isEqualTo("******** ali-baba ******** ********");
    }

    @Test
    void a_value_that_expressions_make_is_masked_as_it_will_be() throws IOException {
        Yaml made = Yaml.of(Position.of("hosts"), "open-${word}");
        Secrets secrets =
                secrets(Map.of("word", "sesame", "token", made, "secret", Yaml.of(Position.of("hosts"), "${no}")));

        assertThat(secrets.mask("say open-sesame")).isEqualTo("say ********");
    }

    @Test
    void each_line_of_a_secret_is_masked_and_one_that_is_part_of_another_leaves_nothing() throws IOException {
        Secrets secrets = secrets(Map.of("secret_key", "first line\n  second line\nend\n", "token", "line"));

        assertThat(secrets.mask("+first line\n+  second line\n+a line"))
                .isEqualTo("+********\n+  ********\n+a ********");
    }

    @Test
    void secrets_that_overlap_leave_nothing_of_either_and_those_side_by_side_have_a_mask_each() throws IOException {
        Secrets secrets = secrets(Map.of("a_password", "abcdef", "b_password", "xxabcd", "c_password", "ghij"));

        assertThat(secrets.mask("1 xxabcdef 2 abcdefghij 3")).isEqualTo("1 ******** 2 **************** 3");
    }

    @Test
    void booleans_and_short_values_are_not_masked() throws IOException {
        Secrets secrets = secrets(Map.of("use_token", true, "max_tokens", 5, "password", ""));

        assertThat(secrets.mask("true 5 ")).isEqualTo("true 5 ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "it's a \"key\" | 'it'\\''s a \"key\"'",
                "it's a \"key\" | {\"k\": \"it's a \\\"key\\\"\"}",
                "it's a \"key\" | q=it%27s%20a%20%22key%22",
                "it's a \"key\" | q=it%27s+a+%22key%22",
                "it's a \"key\" | aXQncyBhICJrZXki"
            })
    void a_secret_is_recognised_as_shell_JSON_URLs_and_Base64_write_it(String secret, String text) throws IOException {
        assertThat(secrets(Map.of("token", secret)).mask(text))
                .contains("********")
                .doesNotContain("key", "XJrZXki");
    }

    @Test
    void the_password_in_a_URL_is_masked_whatever_it_is_called() throws IOException {
        assertThat(secrets(Map.of()).mask("http://ali:sesame@mirror:5000/v2 and http://mirror:5000/a@b"))
                .isEqualTo("http://ali:********@mirror:5000/v2 and http://mirror:5000/a@b");
    }

    @Test
    void a_task_has_secrets_of_its_own() throws IOException {
        Secrets secrets = secrets(
                Map.of(),
                "    - command: {shell: echo}\n      vars: {token: open-sesame}\n",
                "    - command: {shell: echo}\n      loop: [{user: ali-baba, password: forty-thieves}]\n");

        assertThat(secrets.mask("open-sesame ali-baba forty-thieves")).isEqualTo("******** ali-baba ********");
    }

    @Test
    void what_a_command_prints_is_a_secret_where_the_variable_that_keeps_it_says_so() throws IOException {
        Secrets secrets = secrets(Map.of());
        Path file = Files.writeString(folder.resolve("play.yml"), """
                - hosts: all
                  tasks:
                    - command: {shell: docker swarm join-token -q worker}
                      register: join_token
                    - command: {shell: date}
                      register: today
                """);
        Play play = PlaybookReader.read(file, new InputFiles()).plays().get(0);

        secrets.learn(play.tasks().get(0), new ScriptResult(0, "SWMTKN-1\n", ""));
        secrets.learn(play.tasks().get(1), new ScriptResult(0, "Tuesday\n", ""));

        assertThat(secrets.mask("SWMTKN-1 on Tuesday")).isEqualTo("******** on Tuesday");
    }

    @Test
    void a_diff_does_not_tell_the_former_secret_either() throws IOException {
        Change change = Change.of("content", "4 lines", "4 lines").withDiff("""
                --- /etc/app
                +++ /etc/app
                @@ -1,6 +1,6 @@
                 user=ali
                -access=  old-sesame
                -colour=red
                +access=open-sesame
                +colour=blue
                 "api_token": "known to nobody",
                 secrets: [
                 password_file=/etc/word
                -password = former
                +password =""");

        Change masked =
                secrets(Map.of("token", "open-sesame")).changes(List.of(change)).get(0);

        assertThat(masked.diff().orElseThrow()).isEqualTo("""
                --- /etc/app
                +++ /etc/app
                @@ -1,6 +1,6 @@
                 user=ali
                -access=********
                -colour=red
                +access=********
                +colour=blue
                 "api_token": ********
                 secrets: [
                 password_file=/etc/word
                -password = ********
                +password =""");
    }

    @Test
    void a_file_that_is_nothing_but_a_secret_is_not_told_as_it_was() throws IOException {
        Change change = Change.of("content", "1 line", "1 line").withDiff("@@ -1 +1 @@\n-old-sesame\n+open-sesame");

        assertThat(secrets(Map.of("token", "open-sesame"))
                        .changes(List.of(change))
                        .get(0)
                        .diff()
                        .orElseThrow())
                .isEqualTo("@@ -1 +1 @@\n-********\n+********");
    }
}
