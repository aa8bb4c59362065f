package io.dockplay.cli.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.cli.Dockplay;
import io.dockplay.ssh.TestServer;
import io.dockplay.vault.Keyring;
import io.dockplay.vault.VaultPassword;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Encrypted inputs of a run on a host behind a real SSH server: they reach the host, and nobody else sees them. */
@Timeout(120)
class VaultRunTest {

    private static final VaultPassword WORD = new VaultPassword("default", "the-word");
    private static final String[] HIDDEN = {"hidden", "43210"};

    @TempDir
    Path folder;

    private TestServer server;
    private Path playbook;
    private Path hosts;
    private Path word;

    @BeforeEach
    void up() throws Exception {
        server = TestServer.start(folder);
        word = Files.writeString(folder.resolve("word"), "the-word\n");
        Files.createDirectories(folder.resolve("group_vars"));
        seal("group_vars/all.yml", "colour: hidden-colour\nport: 43210\n");
        seal("key.pem", "-----BEGIN-----\nhidden-key\n");
        seal("app.conf", "greeting=${greeting} port=${port}\nplain=hidden-line\n");
        playbook = Files.writeString(
                folder.resolve("site.yml"),
                "- hosts: all\n  become: false\n  vars:\n    greeting: !vault |\n"
                        + sealed("hidden-greeting").indent(6)
                        + """
                          tasks:
                            - name: Key
                              file: {path: "${dir}/key.pem", source: key.pem}
                            - name: Settings
                              file: {path: "${dir}/app.conf", template: app.conf}
                            - name: Inline
                              file: {path: "${dir}/inline", content: "${greeting} ${colour}\\n"}
                            - name: Say
                              command: {shell: "echo it is ${greeting}; echo ${colour} >&2; false"}
                              ignore_errors: true
                        """);
        hosts = Files.writeString(
                folder.resolve("hosts.yml"),
                "all:\n  hosts:\n    web1: {dir: \"" + folder + "\", "
                        + server.variables().entrySet().stream()
                                .map(each -> each.getKey() + ": \"" + each.getValue() + "\"")
                                .collect(Collectors.joining(", "))
                        + "}\n");
    }

    @AfterEach
    void down() throws IOException {
        server.close();
    }

    private static String sealed(String text) {
        return Keyring.seal(text.getBytes(StandardCharsets.UTF_8), WORD);
    }

    private void seal(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), sealed(text));
    }

    @Test
    void what_was_encrypted_reaches_the_host_and_no_report() throws IOException {
        Files.delete(folder.resolve("key.pem"));
        Path keys = Files.createDirectories(folder.resolve("files"));
        Files.writeString(keys.resolve("key.pem"), sealed("-----BEGIN-----\nhidden-key\n"));
        Files.writeString(playbook, Files.readString(playbook).replace("source: key.pem", "source: files/key.pem"));
        Files.move(folder.resolve("app.conf"), keys.resolve("app.conf"));
        Files.writeString(
                playbook, Files.readString(playbook).replace("template: app.conf", "template: files/app.conf"));

        for (String format : new String[] {"text", "json"}) {
            Dockplay run = run("apply", playbook, "-vv", "--format", format, "--yes");

            assertThat(run.exit()).as("%s", run).isZero();
            assertThat(run.toString()).contains("it is ********").doesNotContain(HIDDEN);
            assertThat(folder.resolve("key.pem")).content().isEqualTo("-----BEGIN-----\nhidden-key\n");
            assertThat(folder.resolve("app.conf"))
                    .content()
                    .isEqualTo("greeting=hidden-greeting port=43210\nplain=hidden-line\n");
            assertThat(folder.resolve("inline")).content().isEqualTo("hidden-greeting hidden-colour\n");
            Files.delete(folder.resolve("inline"));
        }
    }

    private Dockplay run(String command, Path what, Object... more) {
        Object[] all = new Object[7 + more.length];
        Object[] first = {command, what, "-i", hosts, "--vault-password-file", word, "--accept-new-host-keys"};
        System.arraycopy(first, 0, all, 0, first.length);
        System.arraycopy(more, 0, all, first.length, more.length);
        return Dockplay.run(all);
    }

    @Test
    void a_saved_plan_keeps_nothing_of_it_and_needs_the_password_again() throws IOException {
        Files.writeString(
                playbook, Files.readString(playbook).replace("file: {path: \"${dir}/", "file: {path: \"${dir}/new-"));
        Path plan = folder.resolve("day.plan");
        Dockplay made = run("plan", playbook, "-o", plan);
        assertThat(made.exit()).as("%s", made).isZero();
        assertThat(made.toString()).doesNotContain(HIDDEN);
        assertThat(plan).content().contains("********").doesNotContain(HIDDEN);

        Dockplay without = Dockplay.run("apply", plan, "--yes");
        assertThat(without.exit()).isEqualTo(1);
        assertThat(without.err()).contains("there is no password for it", "all.yml:1:1");

        Dockplay applied = Dockplay.run("apply", plan, "--yes", "-vv", "--vault-password-file", word);
        assertThat(applied.exit()).as("%s", applied).isZero();
        assertThat(applied.toString()).doesNotContain(HIDDEN);
        assertThat(folder.resolve("new-inline")).content().isEqualTo("hidden-greeting hidden-colour\n");
    }

    @Test
    void all_that_cannot_be_opened_is_told_with_what_else_is_wrong_before_any_connection() throws IOException {
        Files.writeString(word, "another-word");
        Files.writeString(playbook, Files.readString(playbook) + "    - pakage: {}\n");
        Dockplay run = run("apply", playbook, "--vault-id", "dev@" + folder.resolve("no"));

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err())
                .contains("there is no vault password file " + folder.resolve("no"))
                .contains("site.yml:4:15")
                .contains("group_vars/all.yml:1:1");
        assertThat(run.err()).contains("this is encrypted with Ansible Vault").doesNotContain("Exception");
        assertThat(server.sessions()).isZero();
    }

    @Test
    void an_encrypted_inventory_and_an_encrypted_playbook_are_read() throws IOException {
        Files.writeString(hosts, sealed(Files.readString(hosts)));
        Files.writeString(playbook, sealed("""
                - hosts: web1
                  become: false
                  tasks:
                    - file: {path: "${dir}/whole", content: "of hidden ${colour}"}
                """));

        Dockplay run = run("apply", playbook, "--yes", "-vv");

        assertThat(run.exit()).as("%s", run).isZero();
        assertThat(run.toString()).contains("web1").doesNotContain(HIDDEN);
        assertThat(folder.resolve("whole")).content().isEqualTo("of hidden hidden-colour");
        assertThat(Dockplay.run("hosts", "-i", hosts, "--vault-password-file", word)
                        .out())
                .isEqualTo("web1\n");
        Dockplay listed = Dockplay.run("inventory", "--list", "-i", hosts, "--vault-password-file", word);
        assertThat(listed.out()).contains("\"port\": \"********\"").doesNotContain(HIDDEN);
        assertThat(Dockplay.run("hosts", "-i", hosts).err()).contains(hosts + ":1:1");
    }

    @Test
    void an_error_does_not_tell_a_value() throws IOException {
        seal("group_vars/all.yml", "ssh_legacy: hidden-legacy\n");

        Dockplay run = run("apply", playbook, "--debug");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("ssh_legacy is \"********\"").doesNotContain("hidden-legacy");
    }
}
