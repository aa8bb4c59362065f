package io.dockplay.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dockplay.problem.Position;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts that ansible-vault has made, texts of ours, and texts that are no good. */
class KeyringTest {

    private static final Path FIXTURES = Path.of("src/test/resources/vault");
    private static final VaultPassword SESAME = new VaultPassword("default", "open sesame");
    private static final VaultPassword PROD = new VaultPassword("prod", "pr0d-pässword");
    private static final Keyring BOTH = new Keyring(List.of(SESAME, PROD));

    private static String fixture(String name) throws IOException {
        return Files.readString(FIXTURES.resolve(name));
    }

    private static VaultFailure failure(Keyring keyring, String text) {
        return catchThrowableOfType(VaultFailure.class, () -> keyring.open(text));
    }

    @Test
    void what_ansible_vault_has_encrypted_is_opened() throws Exception {
        assertThat(BOTH.open(fixture("vars-1.1.sealed"))).asString().startsWith("db_user: app-owner\n");
        assertThat(BOTH.open(fixture("vars-1.2.sealed"))).asString().isEqualTo("greeting: \"from production\"\n");
        assertThat(BOTH.open(fixture("binary.sealed"))).isEqualTo(Files.readAllBytes(FIXTURES.resolve("binary")));
        assertThat(BOTH.open(fixture("empty.sealed"))).isEmpty();
        assertThat(BOTH.open(fixture("block.sealed"))).asString().isEqualTo("0123456789abcdef");
    }

    @Test
    void a_password_with_another_label_opens_a_text_too_and_is_known_as_its_opener() throws Exception {
        Keyring other = new Keyring(List.of(SESAME, new VaultPassword("other", PROD.password())));

        assertThat(other.open(fixture("vars-1.2.sealed"))).asString().startsWith("greeting");
        assertThat(other.opener(fixture("vars-1.2.sealed")).label()).isEqualTo("other");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a", "0123456789abcde", "0123456789abcdef", "schön\n", "long and longer and longest of all"})
    void what_is_sealed_has_ansibles_shape_and_is_opened_again(String plain) throws Exception {
        String sealed = Keyring.seal(plain.getBytes(StandardCharsets.UTF_8), SESAME);

        assertThat(sealed)
                .startsWith("$ANSIBLE_VAULT;1.1;AES256\n")
                .endsWith("\n")
                .doesNotContain("\n\n");
        List<String> lines = sealed.lines().skip(1).toList();
        assertThat(lines.subList(0, lines.size() - 1)).allMatch(line -> line.matches("[0-9a-f]{80}"));
        assertThat(lines.get(lines.size() - 1)).matches("[0-9a-f]{1,80}");
        assertThat(BOTH.open(sealed)).asString(StandardCharsets.UTF_8).isEqualTo(plain);
    }

    @Test
    void the_label_of_a_password_stands_in_the_header() {
        assertThat(Keyring.seal(new byte[1], PROD)).startsWith("$ANSIBLE_VAULT;1.2;AES256;prod\n");
    }

    @Test
    void the_same_text_is_never_sealed_alike() {
        assertThat(Keyring.seal(new byte[1], PROD)).isNotEqualTo(Keyring.seal(new byte[1], PROD));
    }

    @Test
    void the_same_salt_gives_the_very_text_that_ansible_vault_has_made() throws Exception {
        String theirs = fixture("vars-1.2.sealed");
        Envelope envelope = Envelope.of(theirs);

        assertThat(VaultCipher.seal(BOTH.open(theirs), PROD, envelope.salt())).hasToString(theirs);
    }

    @Test
    void a_wrong_or_a_missing_password_is_told_with_the_label() throws IOException {
        String text = fixture("vars-1.2.sealed");

        assertThat(failure(Keyring.NONE, text))
                .hasMessage("this is encrypted with Ansible Vault (vault id prod), and there is no password for it");
        assertThat(failure(new Keyring(List.of(SESAME)), text))
                .hasMessage("the vault password does not open this (vault id prod)");
        assertThat(failure(new Keyring(List.of(SESAME, new VaultPassword("prod", "x"))), text))
                .hasMessage("none of the 2 vault passwords (default, prod) opens this (vault id prod)");
    }

    @Test
    void damage_is_told_with_its_line() throws IOException {
        String text = fixture("vars-1.1.sealed");
        String third = text.lines().toList().get(2);

        VaultFailure noDigit = failure(BOTH, text.replace(third, "x" + third.substring(1)));
        assertThat(noDigit.inFile("a.yml").toString())
                .contains("not made of hexadecimal digits", "at a.yml:3:1", "from a backup");
        assertThat(failure(BOTH, text.substring(0, 200))).hasMessageContaining("cut off");
        assertThat(failure(BOTH, text.substring(0, 201))).hasMessageContaining("cut off");
        assertThat(failure(BOTH, "$ANSIBLE_VAULT;1.1;AES256\n")).hasMessageContaining("cut off");
        String flipped = text.substring(0, text.length() - 2) + (text.charAt(text.length() - 2) == '0' ? "1\n" : "0\n");
        assertThat(failure(BOTH, flipped).at(Position.of("here")).advice()).contains("or the data has been damaged");
    }

    @Test
    void formats_that_are_not_known_are_told() {
        assertThat(failure(BOTH, "$ANSIBLE_VAULT;1.3;AES256\n00"))
                .hasMessage("this encrypted text is of the format 1.3 of Ansible Vault, which is not known");
        assertThat(failure(BOTH, "$ANSIBLE_VAULT;1.1;AES\n00"))
                .hasMessage("this text is encrypted with AES, which is not known");
        assertThat(failure(BOTH, "$ANSIBLE_VAULT\n00"))
                .hasMessage("the header of this encrypted text is \"$ANSIBLE_VAULT\"");
    }

    @Test
    void a_password_is_never_printed() {
        assertThat(PROD).hasToString("prod");
    }
}
