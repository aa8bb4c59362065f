package io.dockplay.engine.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.engine.event.Event;
import io.dockplay.ssh.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Changes that are sent together: when they are, and that none is made from a stale look. */
@Timeout(120)
class ChangesAheadTest {

    @TempDir
    Path folder;

    private Path playbook;

    @BeforeEach
    void a_playbook() {
        playbook = folder.resolve("play.yml");
    }

    private List<Event> run(TestServer server, String text) throws Exception {
        Files.writeString(playbook, text.replace("FOLDER", folder.toString()));
        return CountedRun.of(server, playbook);
    }

    @Test
    void a_change_is_planned_anew_when_the_one_before_it_moved_what_it_is_about() throws Exception {
        Files.createDirectories(folder.resolve("a"));
        Files.createDirectories(folder.resolve("b"));
        Files.writeString(folder.resolve("a/file"), "of a");
        Files.createSymbolicLink(folder.resolve("current"), Path.of("a"));
        try (TestServer server = TestServer.start(folder)) {
            List<Event> events = run(server, """
                    - hosts: all
                      become: false
                      tasks:
                        - file: {path: FOLDER/current, state: link, target: b}
                        - file: {path: FOLDER/current/file, content: new}
                        - file: {path: FOLDER/last, content: new}
                    """);

            assertThat(events).filteredOn(Event.Changed.class::isInstance).hasSize(3);
            assertThat(folder.resolve("a/file")).hasContent("of a");
            assertThat(folder.resolve("b/file")).hasContent("new");
            // The link, and then the two that are planned anew and travel together.
            assertThat(server.messages()).isEqualTo(2 + 2 + 1);
        }
    }

    @Test
    void what_is_reported_last_is_what_the_host_does_although_more_was_sent_ahead() throws Exception {
        try (TestServer server = TestServer.start(folder)) {
            List<Event> events = run(server, """
                    - hosts: all
                      become: false
                      tasks:
                        - {name: one, file: {path: FOLDER/1, content: new}}
                        - {name: two, file: {path: FOLDER/2, content: new}}
                        - {name: three, file: {path: FOLDER/3, content: new}}
                    """);

            assertThat(events)
                    .filteredOn(event -> event instanceof Event.Probed
                            || event instanceof Event.Changing
                            || event instanceof Event.Changed)
                    .extracting(event -> event.getClass().getSimpleName() + " "
                            + event.step().task())
                    .containsExactly(
                            ("Probed one,Probed two,Probed three," // the first look
                                            + "Changing one,Probed one,Probed two,Changed one,"
                                            + "Changing two,Probed two,Probed three,Changed two,"
                                            + "Changing three,Probed three,Changed three")
                                    .split(","));
            assertThat(server.messages()).isEqualTo(2 + 1 + 1);
        }
    }

    @Test
    void nothing_is_changed_behind_a_change_that_failed() throws Exception {
        try (TestServer server = TestServer.start(folder)) {
            List<Event> events = run(server, """
                    - hosts: all
                      become: false
                      tasks:
                        - file: {path: FOLDER/first, content: new}
                        - file: {path: /sys/dockplay-cannot-be-made, content: new}
                        - file: {path: FOLDER/last, content: new}
                    """);

            assertThat(events).filteredOn(Event.Changed.class::isInstance).hasSize(1);
            assertThat(events).filteredOn(Event.Failed.class::isInstance).hasSize(1);
            assertThat(events).filteredOn(Event.Warned.class::isInstance).isEmpty();
            assertThat(folder.resolve("last")).doesNotExist();
            assertThat(server.messages()).isEqualTo(2 + 1 + 1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "strategy: linear",
                "any_errors_fatal: true",
                "max_fail_percentage: 10",
                "serial: 1",
            })
    void a_play_that_another_host_may_stop_sends_one_change_at_a_time(String keyword) throws Exception {
        try (TestServer server = TestServer.start(folder)) {
            run(server, """
                    - hosts: all
                      become: false
                      KEYWORD
                      tasks:
                        - file: {path: FOLDER/first, content: new}
                        - file: {path: FOLDER/last, content: new}
                    """.replace("KEYWORD", keyword));

            assertThat(server.messages()).isEqualTo(2 + 2 + 1);
        }
    }

    @Test
    void a_host_that_others_may_change_gets_one_change_at_a_time() throws Exception {
        try (TestServer server = TestServer.start(folder)) {
            run(server, """
                    - hosts: all
                      become: false
                      tasks:
                        - file: {path: FOLDER/first, content: new}
                        - file: {path: FOLDER/last, content: new}
                        - {when: 1 == 2, delegate_to: localhost, command: {shell: "true"}}
                    """);

            assertThat(server.messages()).isEqualTo(2 + 2 + 1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "notify: told",
                "failed_when: 1 == 2",
                "changed_when: 1 == 1",
                "until: 1 == 1",
                "timeout: 20",
                "throttle: 3",
                "ignore_errors: true",
                "ignore_unreachable: true",
            })
    void a_task_whose_result_is_judged_here_is_not_changed_together_with_others(String keyword) throws Exception {
        try (TestServer server = TestServer.start(folder)) {
            run(server, """
                    - hosts: all
                      become: false
                      tasks:
                        - file: {path: FOLDER/first, content: new}
                          KEYWORD
                        - file: {path: FOLDER/last, content: new}
                      handlers:
                        - name: told
                          debug: {msg: told}
                    """.replace("KEYWORD", keyword));

            // A handler has one of its own.
            assertThat(server.messages()).isGreaterThanOrEqualTo(2 + 2 + 1);
        }
    }
}
