package io.dockplay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.ssh.TestServer;
import io.dockplay.vault.Keyring;
import io.dockplay.vault.VaultPassword;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two runs in one JVM, the second in the midst of the first: neither sees anything of the other. */
@Timeout(300)
class TwoRunsTest {

    /** A project with a host, a vault password and a known_hosts of its own. */
    private record Project(Path folder, TestServer server, String secret) {

        static Project in(Path folder, String name, String saying) throws Exception {
            Path own = Files.createDirectories(folder.resolve(name));
            TestServer server = TestServer.start(own);
            Project project = new Project(own, server, name + "-hidden");
            Files.writeString(own.resolve("word"), "word of " + name);
            Files.createDirectories(own.resolve("group_vars"));
            Files.writeString(own.resolve("group_vars/all.yml"), project.sealed("colour: " + project.secret + "\n"));
            Files.writeString(own.resolve("app.conf"), project.sealed("colour=${colour}\n"));
            Files.writeString(
                    own.resolve("hosts.yml"),
                    "all:\n  hosts:\n    web1: {"
                            + server.variables().entrySet().stream()
                                    .map(each -> each.getKey() + ": \"" + each.getValue() + "\"")
                                    .collect(Collectors.joining(", "))
                            + "}\n");
            Files.writeString(own.resolve("site.yml"), """
                    - hosts: all
                      become: false
                      tasks:
                        - name: Settings
                          file: {path: "%s/made", template: app.conf}
                        - name: Say
                          command: {shell: "echo ${colour} and %s"}
                    """.formatted(own, saying));
            return project;
        }

        private String sealed(String text) {
            return Keyring.seal(
                    text.getBytes(StandardCharsets.UTF_8),
                    new VaultPassword("default", "word of " + folder.getFileName()));
        }

        Path file(String name) {
            return folder.resolve(name);
        }

        Dockplay run(String command, Object... more) {
            Object[] first = {
                command,
                file("site.yml"),
                "-i",
                file("hosts.yml"),
                "--vault-password-file",
                file("word"),
                "--timeout",
                "200",
                "-vv"
            };
            Object[] all = java.util.Arrays.copyOf(first, first.length + more.length);
            System.arraycopy(more, 0, all, first.length, more.length);
            return Dockplay.run(all);
        }

        /** Has another run take place, from its beginning to its end, while this host is being connected to. */
        List<Dockplay> inTheMidst(Supplier<Dockplay> other) {
            List<Dockplay> ended = new CopyOnWriteArrayList<>();
            server.conduct((user, command) -> {
                if (ended.isEmpty()) {
                    ended.add(other.get());
                }
                return command;
            });
            return ended;
        }
    }

    @TempDir
    Path folder;

    private Project one;
    private Project other;

    @BeforeEach
    void up() throws Exception {
        one = Project.in(folder, "one", "other-hidden");
        other = Project.in(folder, "other", "one-hidden");
    }

    @AfterEach
    void down() throws IOException {
        one.server().close();
        other.server().close();
    }

    @Test
    void each_decrypts_with_its_own_password_and_masks_its_own_secrets_only() throws Exception {
        List<Dockplay> between = one.inTheMidst(() -> other.run("apply", "--yes", "--accept-new-host-keys"));
        Dockplay around = one.run("apply", "--yes", "--accept-new-host-keys");

        assertThat(around.exit()).as("%s", around).isZero();
        assertThat(between.get(0).exit()).as("%s", between.get(0)).isZero();
        assertThat(one.file("made")).content().isEqualTo("colour=one-hidden\n");
        assertThat(other.file("made")).content().isEqualTo("colour=other-hidden\n");
        assertThat(around.out()).contains("******** and other-hidden").doesNotContain("one-hidden");
        assertThat(between.get(0).out()).contains("******** and one-hidden").doesNotContain("other-hidden");
    }

    @Test
    void a_saved_plan_names_the_files_of_its_own_run_only() throws Exception {
        List<Dockplay> between =
                one.inTheMidst(() -> other.run("plan", "--accept-new-host-keys", "-o", other.file("day.plan")));
        Dockplay around = one.run("plan", "--accept-new-host-keys", "-o", one.file("day.plan"));

        assertThat(around.exit()).as("%s", around).isZero();
        assertThat(between.get(0).exit()).as("%s", between.get(0)).isZero();
        assertThat(one.file("day.plan"))
                .content()
                .contains(one.file("site.yml").toString(), one.file("app.conf").toString())
                .doesNotContain(other.folder().toString());
        assertThat(other.file("day.plan"))
                .content()
                .contains(
                        other.file("site.yml").toString(),
                        other.file("app.conf").toString())
                .doesNotContain(one.folder().toString());
    }

    @Test
    void a_host_key_that_one_run_has_learned_is_unknown_to_the_next_once_known_hosts_is_gone() throws Exception {
        assertThat(one.run("apply", "--yes", "--accept-new-host-keys").exit()).isZero();
        assertThat(one.run("apply", "--yes").exit()).isZero();
        Files.delete(one.file("known_hosts"));

        Dockplay stranger = one.run("apply", "--yes");

        assertThat(stranger.exit()).as("%s", stranger).isEqualTo(4);
        assertThat(stranger.out()).contains("known_hosts");
    }
}
