package io.dockplay.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dockplay.problem.InvalidInput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where vault passwords come from, as with Ansible. */
class PasswordSourcesTest {

    @TempDir
    Path folder;

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private String program(String name, String text) throws IOException {
        Path file = Path.of(file(name, text));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        return file.toString();
    }

    private static PasswordSources sources(List<String> identities, List<String> files) {
        return new PasswordSources(identities, files, false, Map.of(), question -> "typed at " + question);
    }

    private static String wrong(PasswordSources sources) {
        return catchThrowableOfType(InvalidInput.class, sources::keyring).getMessage();
    }

    @Test
    void labels_come_first_then_files_then_the_environment_then_the_question() throws IOException {
        String one = file("one", "  word one \n\n");
        String two = file("two", "word two");
        PasswordSources sources = new PasswordSources(
                List.of("dev@" + two, "prod@prompt"),
                List.of(one),
                true,
                Map.of("ANSIBLE_VAULT_PASSWORD_FILE", two, "DOCKPLAY_VAULT_PASSWORD_FILE", one),
                question -> "typed at " + question);

        assertThat(sources.keyring().passwords())
                .containsExactly(
                        new VaultPassword("dev", "word two"),
                        new VaultPassword("prod", "typed at Vault password (prod): "),
                        new VaultPassword("default", "word one"),
                        new VaultPassword("default", "word one"),
                        new VaultPassword("default", "word two"),
                        new VaultPassword("default", "typed at Vault password: "));
        assertThat(sources.isEmpty()).isFalse();
        assertThat(sources(List.of(), List.of()).isEmpty()).isTrue();
    }

    @Test
    void a_program_that_everybody_may_change_is_not_run() throws IOException {
        String program = program("pass.sh", "#!/bin/sh\ntouch " + folder.resolve("ran") + "\necho word\n");
        Files.setPosixFilePermissions(Path.of(program), PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThat(wrong(sources(List.of(program), List.of())))
                .contains(program + " is not run: everybody on this machine may change it");
        assertThat(folder.resolve("ran")).doesNotExist();
    }

    @Test
    void a_program_prints_the_password_and_a_client_is_told_the_label() throws IOException {
        String plain = program("pass.sh", "#!/bin/sh\necho \" a word $#\"\n");
        String client = program("pass-client.sh", "#!/bin/sh\necho \"$@\"\n");

        assertThat(sources(List.of(plain, "dev@" + client), List.of()).keyring().passwords())
                .containsExactly(new VaultPassword("default", " a word 0"), new VaultPassword("dev", "--vault-id dev"));
    }

    @Test
    void a_password_file_may_be_encrypted_with_a_password_that_came_before() throws IOException {
        String outer = file("outer", "outer word");
        String inner = file(
                "inner",
                Keyring.seal("inner word\n".getBytes(StandardCharsets.UTF_8), new VaultPassword("x", "outer word")));

        assertThat(sources(List.of(outer, "in@" + inner), List.of()).keyring().passwords())
                .contains(new VaultPassword("in", "inner word"));
        assertThat(wrong(sources(List.of(inner), List.of()))).contains("there is no password for it", inner + ":1:1");
    }

    @Test
    void all_that_is_wrong_is_told_together() throws IOException {
        String no = folder.resolve("no").toString();
        String failing = program("failing", "#!/bin/sh\necho the-word\nexit 3\n");
        String noProgram = program("word", "the-word\n");
        String nowhere = program("nowhere", "#!/no/such/program\n");
        Files.write(folder.resolve("latin1"), new byte[] {(byte) 0xe4});

        assertThat(wrong(sources(
                        List.of("dev@", "a b@x"),
                        List.of(
                                no,
                                folder.toString(),
                                failing,
                                noProgram,
                                nowhere,
                                file("empty", "\n"),
                                folder.resolve("latin1").toString()))))
                .contains("--vault-id is \"dev@\"")
                .contains("--vault-id is \"a b@x\"")
                .contains("there is no vault password file " + no)
                .contains("the vault password file " + folder + " is a folder")
                .contains("the vault password program " + failing + " ended with exit code 3")
                .contains("the vault password file " + noProgram + " is executable, and no program")
                .contains("the vault password program " + nowhere + " cannot be run")
                .contains("empty is empty")
                .contains("latin1 is not UTF-8 text")
                .doesNotContain("the-word");
    }
}
