package io.dockplay.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockplay.problem.InvalidInput;
import io.dockplay.transport.SharedRoom;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hosts that no line of ssh_config tells from each other: it is followed for one of them, and the others are told the same. */
class SshConfigForManyTest {

    @TempDir
    Path folder;

    private final SshClient client = new SshClient(new SharedRoom());

    private List<String> ignored(SshClient client, String name, Map<String, Object> variables) {
        return client.ignored(
                SshTarget.of(name, variables, Optional.empty()), SshConfigAsRead.options(folder.resolve("config")));
    }

    private List<String> ignored(String name) {
        return ignored(client, name, Map.of());
    }

    private void config(String... lines) throws IOException {
        Files.write(folder.resolve("config"), List.of(lines));
    }

    @Test
    void it_is_followed_once_for_hosts_that_differ_by_name_address_and_place_only() throws Exception {
        config("Host db*", "  ForwardAgent yes", "Host *", "  ControlPath ~/.ssh/%r@%h:%p", "  ConnectTimeout 5");
        List<String> first = ignored("web0");

        assertThat(first).singleElement().asString().contains("connecttimeout is ignored");
        for (int i = 1; i < 100; i++) {
            assertThat(ignored(client, "web" + i, Map.of("ansible_host", "192.0.2." + i)))
                    .isSameAs(first);
        }
    }

    @Test
    void hosts_that_a_line_tells_apart_are_each_told_of_their_own() throws Exception {
        for (String line : List.of(
                "Host db1",
                "Host !web1 *",
                "Host d?*",
                "Match host db1",
                "Match originalhost=db1",
                "Match user root",
                "Match final host db1",
                "Match !host web1")) {
            config(line, "  ForwardAgent yes");
            SshClient run = new SshClient(new SharedRoom());
            Map<String, Object> root = Map.of("ansible_user", "root");
            Map<String, Object> other = Map.of("ansible_user", "ops");

            assertThat(ignored(run, "web1", other)).as(line).isEmpty();
            assertThat(ignored(run, "db1", root)).as(line).hasSize(1);
            assertThat(ignored(run, "db1", root)).as(line).hasSize(1);
            assertThat(ignored(run, "web1", other)).as(line).isEmpty();
        }
    }

    @Test
    void a_line_of_an_included_file_tells_them_apart_too() throws Exception {
        config("Host nobody", "  Include " + folder + "/more");
        Files.write(folder.resolve("more"), List.of("Host db1", "  ForwardAgent yes"));
        assertThat(ignored("web1")).isEmpty();
        assertThat(ignored("db1")).isEmpty();

        config("Include " + folder + "/more");
        SshClient next = new SshClient(new SharedRoom());
        assertThat(ignored(next, "web1", Map.of())).isEmpty();
        assertThat(ignored(next, "db1", Map.of())).hasSize(1);
    }

    @Test
    void what_is_wrong_for_one_host_is_told_of_each() throws Exception {
        config("Host web*", "  CanonicalizeHostname yes");

        for (String name : List.of("db1", "web1", "web2", "web1")) {
            if (name.startsWith("db")) {
                assertThat(ignored(name)).isEmpty();
            } else {
                assertThatThrownBy(() -> ignored(name)).isInstanceOf(InvalidInput.class);
            }
        }
    }

    @Test
    void a_jump_host_is_not_of_the_kind_of_those_behind_it() throws Exception {
        config("Host bastion", "  ForwardAgent yes", "Host *", "  ProxyJump bastion");

        assertThat(ignored("web1")).hasSize(1);
        assertThat(ignored("web2")).isSameAs(ignored("web1"));
        assertThat(ignored("bastion")).hasSize(1);
        assertThat(ignored(client, "bastion2", Map.of("ssh_jump", "bastion2"))).isEmpty();
        assertThat(ignored(client, "bastion3", Map.of("ssh_jump", "bastion2"))).hasSize(1);
    }
}
