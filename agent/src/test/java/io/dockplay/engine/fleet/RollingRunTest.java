package io.dockplay.engine.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.engine.coordination.RunMode;
import io.dockplay.engine.coordination.StopSignal;
import io.dockplay.engine.event.Event;
import io.dockplay.engine.host.ApplyRun;
import io.dockplay.engine.session.HostTarget;
import io.dockplay.message.Message;
import io.dockplay.playbook.Play;
import io.dockplay.playbook.eval.Variables;
import io.dockplay.playbook.parse.PlaybookReader;
import io.dockplay.problem.Problem;
import io.dockplay.transport.TestHost;
import io.dockplay.transport.Unreachable;
import io.dockplay.yaml.InputFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole fleets of hosts that are this machine's shell; a host whose file "broken" exists fails. */
@Timeout(120)
class RollingRunTest {

    @TempDir
    Path folder;

    private final List<Event> events = Collections.synchronizedList(new ArrayList<>());

    private RunSummary run(String playbook, List<String> hosts, Set<String> broken) throws Exception {
        List<Play> plays = PlaybookReader.read(
                        Files.writeString(folder.resolve("play.yml"), playbook), new InputFiles())
                .plays();
        List<HostTarget> targets = new ArrayList<>();
        for (String host : hosts) {
            Path home = Files.createDirectories(folder.resolve(host));
            List<HostTarget.Assignment> assignments = plays.stream()
                    .map(play -> new HostTarget.Assignment(
                            play,
                            Variables.of(Map.of("home", home.toString(), "broken", broken.contains(host)), Map.of())))
                    .toList();
            targets.add(new HostTarget(
                    host,
                    () -> {
                        if (host.startsWith("gone")) {
                            throw new Unreachable(Problem.of(Message.quoted("no answer"), Message.NONE));
                        }
                        return new TestHost(home);
                    },
                    Optional.empty(),
                    assignments));
        }
        StopSignal stopSignal = new StopSignal();
        return new RollingRun(new FleetRun(4, this::told), stopSignal, false)
                .run(targets, new ApplyRun(RunMode.APPLY, stopSignal));
    }

    private void told(Event event) {
        events.add(event);
        if (event instanceof Event.Failed) {
            try {
                Files.writeString(folder.resolve("failed"), event.host());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static String play(String name, String policy) {
        return """
                - name: %s
                  hosts: all
                  become: false
                  %s
                  tasks:
                    - name: May fail
                      assert: {that: "!broken", message: it is broken}
                    - name: Write
                      file: {path: "${home}/%s", content: "x\\n"}
                """.formatted(name, policy, name);
    }

    private List<String> verdicts(RunSummary summary) {
        return summary.hosts().entrySet().stream()
                .map(each -> each.getKey() + " " + each.getValue().status())
                .toList();
    }

    @Test
    void a_batch_begins_when_the_one_before_it_has_ended() throws Exception {
        run(play("p", "serial: [1, 2]"), List.of("a", "b", "c", "d", "e"), Set.of());

        List<String> order = events.stream()
                .filter(event -> event instanceof Event.Connected || event instanceof Event.Finished)
                .map(Event::host)
                .toList();
        assertThat(order.subList(0, 2)).containsExactly("a", "a");
        assertThat(order.subList(2, 6)).containsOnly("b", "c");
        assertThat(order.subList(6, 10)).containsOnly("d", "e");
    }

    @Test
    void too_many_failures_end_the_play_and_the_hosts_that_were_never_touched_are_named() throws Exception {
        RunSummary summary =
                run(play("p", "serial: 50%\n  max_fail_percentage: 49"), List.of("a", "b", "c", "d"), Set.of("b"));

        assertThat(verdicts(summary)).containsExactly("a CHANGED", "b FAILED", "c STOPPED", "d STOPPED");
        assertThat(folder.resolve("a/p")).exists();
        assertThat(folder.resolve("c/p")).doesNotExist();
        assertThat(events.stream()
                        .filter(Event.Stopped.class::isInstance)
                        .map(event -> ((Event.Stopped) event).problem().what()))
                .containsExactly(
                        "c: not touched: the play \"p\" ended after 1 of 2 hosts failed",
                        "d: not touched: the play \"p\" ended after 1 of 2 hosts failed");
    }

    @Test
    void failures_that_are_allowed_keep_only_their_own_hosts_from_going_on() throws Exception {
        RunSummary summary = run(
                play("p", "serial: 2\n  max_fail_percentage: 50") + play("q", "serial: 4"),
                List.of("a", "gone", "c", "d"),
                Set.of());

        assertThat(verdicts(summary)).containsExactly("a CHANGED", "c CHANGED", "d CHANGED", "gone UNREACHABLE");
        assertThat(folder.resolve("d/q")).exists();
        assertThat(events.stream().filter(Event.Unreachable.class::isInstance)).hasSize(1);
    }

    @Test
    void a_whole_batch_that_failed_ends_the_play_without_being_told_to() throws Exception {
        RunSummary summary = run(play("p", "serial: 1"), List.of("a", "b"), Set.of("a"));

        assertThat(verdicts(summary)).containsExactly("a FAILED", "b STOPPED");
    }

    @Test
    void where_any_error_is_fatal_no_host_begins_another_change() throws Exception {
        String playbook = """
                - name: p
                  hosts: all
                  become: false
                  any_errors_fatal: true
                  tasks:
                    - name: Wait for the other one
                      command: {shell: "until [ -e ${home}/../failed ]; do sleep 0.1; done"}
                      when: "!broken"
                    - name: Fail
                      command: {shell: exit 1}
                      when: broken
                    - name: Write
                      file: {path: "${home}/p", content: "x\\n"}
                """;
        RunSummary summary = run(playbook, List.of("a", "b"), Set.of("b"));

        assertThat(verdicts(summary)).containsExactly("a STOPPED", "b FAILED");
        assertThat(folder.resolve("a/p")).doesNotExist();
    }
}
