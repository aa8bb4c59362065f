package io.dockplay.engine.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.playbook.TaskKeywords;
import io.dockplay.vault.Revealed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of event that there is, also one that nobody has thought of here, with a secret in each of its texts. */
class EventTest {

    private static final String SECRET = "open-sesame";

    /** What is shown of a task with {@code no_log} too: what the playbook calls it, and where it stands. */
    private static final Set<String> OF_THE_PLAYBOOK = Set.of("task", "module", "context", "reason");

    static Stream<Class<?>> kinds() {
        return EveryEvent.kinds();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void no_event_tells_a_secret(Class<?> kind) throws Exception {
        Event event = EveryEvent.of(kind, SECRET, Set.of("host", "module"));
        List<Event> told = new ArrayList<>();

        new MaskingListener(Secrets.of(new Revealed(), Optional.of(SECRET)), told::add).accept(event);

        assertThat(told).singleElement().satisfies(one -> assertThat(one).isInstanceOf(kind));
        assertThat(told.toString()).doesNotContain(SECRET);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void no_event_of_a_task_with_no_log_tells_more_than_what_the_playbook_calls_it(Class<?> kind) throws Exception {
        Set<String> plain =
                Stream.concat(Stream.of("host"), OF_THE_PLAYBOOK.stream()).collect(Collectors.toSet());
        Event event = EveryEvent.of(kind, SECRET, plain);
        TaskKeywords noLog = new TaskKeywords(
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.of(true),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());

        Event told = event.shownAs(NoLogFilter.of(noLog));

        assertThat(told).isInstanceOf(kind);
        // After which task a change comes is hidden where that task's own step is made.
        assertThat(told.toString().replace("after=Optional[" + SECRET, "")).doesNotContain(SECRET);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void an_event_through_which_all_is_seen_is_the_same(Class<?> kind) throws Exception {
        Event event = EveryEvent.of(kind, SECRET, Set.of());

        assertThat(event.shownAs(text -> text)).isEqualTo(event);
    }
}
