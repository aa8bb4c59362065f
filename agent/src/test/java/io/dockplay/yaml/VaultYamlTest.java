package io.dockplay.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dockplay.problem.InvalidInput;
import io.dockplay.vault.Keyring;
import io.dockplay.vault.VaultPassword;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Encrypted files and values, as they are read. */
class VaultYamlTest {

    private static final Path FIXTURES = Path.of("src/test/resources/vault");
    private static final VaultPassword SESAME = new VaultPassword("default", "open sesame");
    private static final VaultPassword PROD = new VaultPassword("prod", "pr0d-pässword");

    @TempDir
    Path folder;

    private final InputFiles files = new InputFiles();

    @BeforeEach
    void passwords() {
        files.use(new Keyring(List.of(SESAME, PROD)));
    }

    private Path sealed(String text) throws IOException {
        return Files.writeString(
                folder.resolve("sealed.yml"), Keyring.seal(text.getBytes(StandardCharsets.UTF_8), SESAME));
    }

    private String wrong(Path file) {
        return catchThrowableOfType(InvalidInput.class, () -> files.read(file)).getMessage();
    }

    @Test
    void values_that_ansible_vault_has_encrypted_are_texts() {
        assertThat(files.read(FIXTURES.resolve("inline.yml")).orElseThrow().plain())
                .isEqualTo(Map.of("word", "inline-hidden", "lines", "two\nlines-hidden\n"));
        assertThat(files.revealed().after(0)).containsExactly("inline-hidden", "two\nlines-hidden\n");
    }

    @Test
    void a_file_is_decrypted_as_a_whole_and_its_values_are_secrets() {
        Yaml tree = files.read(FIXTURES.resolve("vars-1.1.sealed")).orElseThrow();

        assertThat(((Yaml.Mapping) tree).get("db_port").orElseThrow().plain()).isEqualTo(54321L);
        assertThat(files.revealed().after(0)).containsExactly("app-owner", "54321", "first-hidden", "7");
        assertThat(files.revealed().after(3)).containsExactly("7");
    }

    @Test
    void a_plan_holds_the_digest_of_the_encrypted_file() throws IOException {
        Path file = sealed("a: b\n");
        files.read(file);
        String digest = files.digests().get(file);
        InputFiles others = new InputFiles();
        others.note(file);

        assertThat(others.digests()).containsEntry(file, digest);
    }

    @Test
    void names_and_paths_of_an_encrypted_playbook_can_still_be_told() throws IOException {
        files.read(sealed("""
                - hosts: web
                  vars: {name: hidden-name}
                  tasks:
                    - name: Settings
                      file: {path: /etc/app, content: "hidden content"}
                """));

        assertThat(files.revealed().after(0)).containsExactly("hidden-name", "hidden content");
    }

    @Test
    void lines_and_assigned_values_of_another_encrypted_file_are_secrets() throws IOException {
        files.text(sealed("[db]\npassword = 'hidden word'\nssl=true\n"));

        assertThat(files.revealed().after(0))
                .containsExactly("[db]", "password = 'hidden word'", "hidden word", "ssl=true");
    }

    @Test
    void all_that_cannot_be_opened_is_told_with_its_place() throws IOException {
        files.use(new Keyring(List.of(new VaultPassword("default", "another"))));
        Path file =
                Files.writeString(folder.resolve("vars.yml"), Files.readString(FIXTURES.resolve("inline.yml")) + """
                        plain: !vault |
                          hello
                        list: !vault [1]
                        future: !vault |
                          $ANSIBLE_VAULT;2.0;AES256
                          00
                        """);

        assertThat(wrong(file))
                .contains("the vault password does not open this\n  at " + file + ":1:7")
                .contains("the vault password does not open this (vault id prod)\n  at " + file + ":8:8")
                .contains("what stands behind !vault is not encrypted\n  at " + file + ":15:8")
                .contains(file + ":17:7")
                .contains("of the format 2.0 of Ansible Vault, which is not known\n  at " + file + ":18:9");
        assertThat(wrong(FIXTURES.resolve("vars-1.2.sealed"))).contains("vars-1.2.sealed:1:1");
    }
}
