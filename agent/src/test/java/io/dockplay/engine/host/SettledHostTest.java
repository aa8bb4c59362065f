package io.dockplay.engine.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.engine.coordination.RunMode;
import io.dockplay.engine.event.Event;
import io.dockplay.engine.fleet.FleetRun;
import io.dockplay.engine.fleet.RunSummary;
import io.dockplay.engine.session.HostTarget;
import io.dockplay.playbook.Play;
import io.dockplay.playbook.eval.Variables;
import io.dockplay.playbook.parse.PlaybookReader;
import io.dockplay.ssh.SshClient;
import io.dockplay.ssh.SshOptions;
import io.dockplay.ssh.SshTarget;
import io.dockplay.ssh.TestServer;
import io.dockplay.transport.SharedRoom;
import io.dockplay.yaml.InputFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a run costs on the wire, counted by a real SSH server. */
@Timeout(120)
class SettledHostTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {1, 30})
    void a_settled_host_costs_one_session_one_channel_and_two_messages(int tasks) throws Exception {
        try (TestServer server = TestServer.start(folder)) {
            List<Event> first = run(server, playbook(tasks), RunMode.APPLY);
            assertThat(first).filteredOn(Event.Changed.class::isInstance).hasSize(tasks);
            server.forgetCounts();

            List<Event> second = run(server, playbook(tasks), RunMode.APPLY);

            assertThat(second).filteredOn(Event.Ok.class::isInstance).hasSize(tasks);
            assertThat(server.sessions()).isEqualTo(1);
            assertThat(server.channels()).isEqualTo(1);
            assertThat(server.messages()).isEqualTo(2);
        }
    }

    @Test
    void each_difference_costs_one_message_more_and_the_end_one() throws Exception {
        try (TestServer server = TestServer.start(folder)) {
            run(server, playbook(5), RunMode.APPLY);
            Files.delete(folder.resolve("file-2"));
            Files.delete(folder.resolve("file-4"));
            server.forgetCounts();

            run(server, playbook(5), RunMode.APPLY);

            // The last one says that it was heard how the changes ended.
            assertThat(server.messages()).isEqualTo(2 + 2 + 1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 40})
    void the_probes_of_tasks_that_all_change_grow_with_their_number_and_not_with_its_square(int tasks)
            throws Exception {
        try (TestServer server = TestServer.start(folder)) {
            List<Event> all = run(server, playbook(tasks), RunMode.APPLY);

            assertThat(all).filteredOn(Event.Changed.class::isInstance).hasSize(tasks);
            assertThat(all).filteredOn(Event.Probed.class::isInstance).hasSize(tasks + 2 * tasks - 1);
            assertThat(server.messages()).isEqualTo(2 + tasks + 1);
        }
    }

    @Test
    void what_a_change_does_to_later_tasks_is_seen_although_the_look_before_it_predicted_otherwise() throws Exception {
        Files.writeString(folder.resolve("file-3"), "3");
        Path playbook = Files.writeString(folder.resolve("play.yml"), """
                - hosts: all
                  become: false
                  tasks:
                    - command: {shell: printf 2 >FOLDER/file-2; rm FOLDER/file-3, creates: FOLDER/file-2}
                    - file: {path: FOLDER/file-2, content: "2", mode: "0644"}
                    - file: {path: FOLDER/file-3, content: "3", mode: "0644"}
                """.replace("FOLDER", folder.toString()));
        try (TestServer server = TestServer.start(folder)) {
            List<Event> all = run(server, playbook, RunMode.APPLY);

            assertThat(all.stream().filter(each -> each instanceof Event.Changed || each instanceof Event.Ok))
                    .extracting(each -> each.getClass().getSimpleName())
                    .containsExactly("Changed", "Ok", "Changed");
            // The third task stood behind one that was likely to change, so a message of its own asks for it.
            assertThat(server.messages()).isEqualTo(2 + 1 + 1 + 1 + 1);
        }
    }

    private Path playbook(int tasks) throws Exception {
        StringBuilder text = new StringBuilder("- hosts: all\n  become: false\n  tasks:\n");
        for (int i = 1; i <= tasks; i++) {
            text.append("    - file: {path: ")
                    .append(folder.resolve("file-" + i))
                    .append(", content: \"")
                    .append(i)
                    .append("\"}\n");
        }
        return Files.writeString(folder.resolve("play.yml"), text);
    }

    private static List<Event> run(TestServer server, Path playbook, RunMode mode) {
        SshTarget target = SshTarget.of("web1", server.variables(), Optional.empty());
        SshClient ssh = new SshClient(new SharedRoom());
        SshOptions options = SshOptions.usual().acceptingNewHostKeys(true);
        Play play = PlaybookReader.read(playbook, new InputFiles()).plays().get(0);
        List<Event> events = new ArrayList<>();
        HostTarget web1 = new HostTarget(
                "web1",
                () -> ssh.connect(target, options),
                Optional.empty(),
                List.of(new HostTarget.Assignment(play, Variables.of(Map.of(), Map.of()))));
        RunSummary summary = new FleetRun(1, events::add).run(List.of(web1), new ApplyRun(mode));
        assertThat(summary.failed()).isFalse();
        assertThat(summary.unreachable()).isFalse();
        return events;
    }
}
