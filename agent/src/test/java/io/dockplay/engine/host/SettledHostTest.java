package io.dockplay.engine.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.engine.event.Event;
import io.dockplay.ssh.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
            List<Event> first = run(server, playbook(tasks));
            assertThat(first).filteredOn(Event.Changed.class::isInstance).hasSize(tasks);
            server.forgetCounts();

            List<Event> second = run(server, playbook(tasks));

            assertThat(second).filteredOn(Event.Ok.class::isInstance).hasSize(tasks);
            assertThat(server.sessions()).isEqualTo(1);
            assertThat(server.channels()).isEqualTo(1);
            assertThat(server.messages()).isEqualTo(2);
        }
    }

    @Test
    void differences_that_the_last_look_predicts_cost_one_message_together_and_the_end_one() throws Exception {
        try (TestServer server = TestServer.start(folder)) {
            run(server, playbook(5));
            Files.delete(folder.resolve("file-2"));
            Files.delete(folder.resolve("file-4"));
            server.forgetCounts();

            run(server, playbook(5));

            // The last one says that it was heard how the changes ended.
            assertThat(server.messages()).isEqualTo(2 + 1 + 1);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "17, 1", "18, 2", "40, 3"})
    void tasks_that_all_change_cost_three_probes_each_and_a_message_for_seventeen(int tasks, int messages)
            throws Exception {
        try (TestServer server = TestServer.start(folder)) {
            List<Event> all = run(server, playbook(tasks));

            assertThat(all).filteredOn(Event.Changed.class::isInstance).hasSize(tasks);
            assertThat(all).filteredOn(Event.Probed.class::isInstance).hasSize(tasks + 2 * tasks - 1);
            assertThat(server.messages()).isEqualTo(2 + messages + 1);
        }
    }

    @Test
    void steps_in_whose_way_something_stood_are_probed_together_with_those_behind_them() throws Exception {
        Path playbook = Files.writeString(folder.resolve("play.yml"), """
                - hosts: all
                  become: false
                  tasks:
                    - command: {shell: mkdir FOLDER/new; printf 1 >FOLDER/new/1; printf 2 >FOLDER/new/2, creates: FOLDER/new}
                    - file: {path: FOLDER/new/1, content: "1", mode: "0644"}
                    - file: {path: FOLDER/new/2, content: "2", mode: "0644"}
                    - file: {path: FOLDER/last, content: "3", mode: "0644"}
                """.replace("FOLDER", folder.toString()));
        try (TestServer server = TestServer.start(folder)) {
            List<Event> all = run(server, playbook);

            assertThat(all).filteredOn(Event.Changed.class::isInstance).hasSize(2);
            assertThat(all).filteredOn(Event.Ok.class::isInstance).hasSize(2);
            assertThat(server.messages()).isEqualTo(2 + 2 + 1);
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
            List<Event> all = run(server, playbook);

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

    private static List<Event> run(TestServer server, Path playbook) {
        List<Event> events = CountedRun.of(server, playbook);
        assertThat(events).noneMatch(each -> each instanceof Event.Failed || each instanceof Event.Unreachable);
        return events;
    }
}
