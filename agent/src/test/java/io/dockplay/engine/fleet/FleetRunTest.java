package io.dockplay.engine.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.engine.event.Event;
import io.dockplay.engine.session.HostTarget;
import io.dockplay.message.Message;
import io.dockplay.problem.Problem;
import io.dockplay.transport.Unreachable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever ends one host's thread, the others are finished and the host is named. */
@Timeout(60)
class FleetRunTest {

    private static final List<HostTarget> HOSTS = IntStream.range(0, 10)
            .mapToObj(number -> new HostTarget(
                    "web" + number,
                    () -> {
                        throw new Unreachable(Problem.of(Message.quoted("is not asked"), Message.NONE));
                    },
                    Optional.empty(),
                    List.of()))
            .toList();

    private final List<Event> events = new ArrayList<>();

    private RunSummary run(Throwable thrown) {
        return new FleetRun(3, events::add).run(HOSTS, (target, listener) -> {
            if (target.name().equals("web4")) {
                FleetRunTest.<RuntimeException>sneak(thrown);
            }
        });
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneak(Throwable thrown) throws T {
        throw (T) thrown;
    }

    private List<String> failed() {
        return events.stream()
                .filter(Event.Failed.class::isInstance)
                .map(event -> ((Event.Failed) event).problem().what())
                .toList();
    }

    private List<String> finished() {
        return events.stream()
                .filter(Event.Finished.class::isInstance)
                .map(Event::host)
                .sorted()
                .toList();
    }

    @Test
    void an_error_on_one_host_is_that_hosts_and_the_others_are_finished() {
        RunSummary summary = run(new StackOverflowError());

        assertThat(failed()).containsExactly("web4: a bug in dockplay: java.lang.StackOverflowError");
        assertThat(summary.bugs()).hasSize(1);
        assertThat(finished()).hasSize(10);
    }

    @Test
    void a_bug_does_not_tell_the_secrets_of_its_host() {
        HostTarget host = new HostTarget("web1", HOSTS.get(0).connector(), Optional.of("open-sesame"), List.of());

        new FleetRun(1, events::add).run(List.of(host), (target, listener) -> {
            throw new IllegalStateException("sudo was given open-sesame");
        });

        assertThat(failed()).singleElement().asString().contains("a bug in dockplay", "sudo was given ********");
    }

    @Test
    void what_there_is_no_memory_for_is_that_hosts_failure_and_no_bug() {
        RunSummary summary = run(new OutOfMemoryError("Java heap space"));

        assertThat(failed())
                .containsExactly("web4: there is not enough memory for what it sent, besides the other hosts");
        assertThat(summary.bugs()).isEmpty();
        assertThat(summary.failed()).isTrue();
        assertThat(finished()).hasSize(10);
    }

    @Test
    void when_not_even_telling_works_the_others_are_finished_all_the_same() {
        RunSummary summary = new FleetRun(3, event -> {
                    if (event.host().equals("web4")) {
                        throw new AssertionError("full");
                    }
                    events.add(event);
                })
                .run(HOSTS, (target, listener) -> {});

        assertThat(finished()).hasSize(9);
        assertThat(summary.bugs()).hasSize(1);
    }
}
