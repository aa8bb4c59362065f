package io.dockplay.cli.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.cli.Dockplay;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code dockplay vault} on files. */
class VaultCommandTest {

    private final InputStream input = System.in;

    @TempDir
    Path folder;

    private Path word = Path.of("word");
    private Path other = Path.of("other");
    private Path file = Path.of("file");

    @BeforeEach
    void files() throws IOException {
        word = Files.writeString(folder.resolve("word"), "the word\n");
        other = Files.writeString(folder.resolve("other"), "another word\n");
        file = Files.writeString(folder.resolve("vars.yml"), "a: hidden\n");
    }

    @AfterEach
    void inputAsItWas() {
        System.setIn(input);
    }

    private Dockplay vault(String command, Object... more) {
        Object[] first = {"vault", command, "--vault-password-file", word};
        return Dockplay.run(Stream.concat(Stream.of(first), Stream.of(more)).toArray());
    }

    private static Dockplay good(Dockplay run) {
        assertThat(run.exit()).as("%s", run).isZero();
        return run;
    }

    private static String wrong(Dockplay run) {
        assertThat(run.exit()).as("%s", run).isEqualTo(1);
        assertThat(run.err()).startsWith("error").doesNotContain("Exception", "\tat ", "hidden");
        return run.err();
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void a_file_is_encrypted_viewed_and_decrypted_in_its_place() throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        good(vault("encrypt", file));
        assertThat(file).content().startsWith("$ANSIBLE_VAULT;1.1;AES256\n");
        assertThat(mode(file)).isEqualTo("rw-r--r--");
        assertThat(good(vault("view", file)).out()).isEqualTo("a: hidden\n");
        good(vault("decrypt", file));
        assertThat(file).content().isEqualTo("a: hidden\n");
        assertThat(mode(file)).isEqualTo("rw-------");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactlyInAnyOrder(word, other, file);
        }
    }

    @Test
    void a_link_stays_a_link() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);

        good(vault("encrypt", link));

        assertThat(link).isSymbolicLink();
        assertThat(file).content().startsWith("$ANSIBLE_VAULT");
    }

    @Test
    void of_several_files_none_is_written_when_one_is_wrong() throws IOException {
        Path sealed = Files.copy(file, folder.resolve("sealed.yml"));
        good(vault("encrypt", sealed));

        assertThat(wrong(vault("encrypt", file, sealed, folder.resolve("no"), folder)))
                .contains(sealed + " is encrypted already")
                .contains("there is no file " + folder.resolve("no"))
                .contains(folder + " cannot be read");
        assertThat(file).content().isEqualTo("a: hidden\n");
        assertThat(wrong(vault("decrypt", file))).contains(file + " is not encrypted");
        assertThat(wrong(vault("decrypt", sealed, file, "--output", "x"))).contains("--output is for one file");
    }

    @Test
    void another_password_opens_nothing_and_changes_nothing() throws IOException {
        good(vault("encrypt", file));
        String before = Files.readString(file);

        assertThat(wrong(Dockplay.run("vault", "decrypt", "--vault-password-file", other, file)))
                .contains("the vault password does not open this\n  at " + file + ":1:1");
        assertThat(file).content().isEqualTo(before);
    }

    @Test
    void a_file_gets_another_password_and_a_label() throws IOException {
        good(vault("encrypt", file));
        good(vault("rekey", "--new-vault-id", "prod@" + other, file));

        assertThat(file).content().startsWith("$ANSIBLE_VAULT;1.2;AES256;prod\n");
        assertThat(good(Dockplay.run("vault", "view", "--vault-id", "x@" + other, file))
                        .out())
                .isEqualTo("a: hidden\n");
        assertThat(wrong(vault("view", file))).contains("(vault id prod)");
    }

    @Test
    void of_several_passwords_one_must_be_said_to_encrypt() throws IOException {
        assertThat(wrong(vault("encrypt", "--vault-id", "prod@" + other, file)))
                .contains("there are several vault passwords: prod, default", "--encrypt-vault-id");
        assertThat(wrong(vault("encrypt", "--vault-id", "prod@" + other, "--encrypt-vault-id", "prd", file)))
                .contains("there is no such password", "Did you mean \"prod\"?");
        good(vault("encrypt", "--vault-id", "prod@" + other, "--encrypt-vault-id", "prod", file));
        assertThat(file).content().startsWith("$ANSIBLE_VAULT;1.2;AES256;prod\n");
    }

    @Test
    void a_result_can_go_elsewhere() throws IOException {
        Path sealed = folder.resolve("sealed");

        good(vault("encrypt", file, "--output", sealed));
        assertThat(mode(sealed)).isEqualTo("rw-------");
        assertThat(file).content().isEqualTo("a: hidden\n");
        assertThat(good(vault("decrypt", sealed, "--output", "-")).out()).isEqualTo("a: hidden\n");
        System.setIn(Files.newInputStream(sealed));
        assertThat(good(vault("decrypt")).out()).isEqualTo("a: hidden\n");
    }

    @Test
    void a_value_is_printed_as_it_is_written_in_yaml() throws IOException {
        System.setIn(new ByteArrayInputStream("hidden\n".getBytes(StandardCharsets.UTF_8)));

        String printed = good(vault("encrypt-string", "--name", "db_password")).out();

        assertThat(printed).startsWith("db_password: !vault |\n          $ANSIBLE_VAULT;1.1;AES256\n");
        assertThat(printed.lines().skip(2)).allMatch(line -> line.matches(" {10}[0-9a-f]{1,80}"));
        Path sealed = folder.resolve("sealed");
        Files.writeString(sealed, printed.substring(printed.indexOf('\n') + 1).replace(" ", ""));
        assertThat(good(vault("view", sealed)).out()).isEqualTo("hidden");
        assertThat(good(vault("encrypt_string", "hidden")).out()).startsWith("!vault |\n");
    }

    @Test
    void without_a_password_and_a_terminal_it_says_what_to_give() {
        assertThat(wrong(Dockplay.run("vault", "encrypt", file)))
                .contains("there is no terminal to ask for the vault password on", "--vault-password-file FILE");
        assertThat(wrong(Dockplay.run("vault", "view", "--ask-vault-pass", file)))
                .contains("there is no terminal");
        assertThat(wrong(Dockplay.run("vault"))).contains("there is no command");
        assertThat(wrong(vault("rekey", file))).contains("there is no terminal");
    }

    @Test
    void what_is_edited_lies_in_a_private_file_of_which_nothing_is_left() throws IOException {
        Path seen = folder.resolve("seen");
        String editor = "f() { stat -c '%a %n' \"$1\" \"${1%/*}\" > " + seen
                + "; cp \"$1\" \"$1~\"; echo 'b: more' >> \"$1\"; }; f";

        byte[] after = PrivateEdit.edit("vars.yml", "a: hidden\n".getBytes(StandardCharsets.UTF_8), editor);

        assertThat(after).asString().isEqualTo("a: hidden\nb: more\n");
        assertThat(Files.readAllLines(seen))
                .satisfiesExactly(
                        line -> assertThat(line).matches("600 .*/vars\\.yml"),
                        line -> assertThat(line).startsWith("700 "));
        assertThat(Path.of(Files.readAllLines(seen).get(1).substring(4))).doesNotExist();
    }

    @Test
    void when_the_editor_fails_the_file_is_as_it_was() {
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> PrivateEdit.edit("x", new byte[0], "false"))
                .hasMessageContaining("the editor (false) ended with exit code 1")
                .hasMessageContaining("The file is as it was");
    }
}
