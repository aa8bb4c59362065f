package io.dockplay.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.playbook.Manner;
import io.dockplay.problem.Position;
import io.dockplay.resource.Script;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of event that there is, also one that nobody has thought of here, with a secret in each of its texts. */
class EventTest {

    private static final String SECRET = "open-sesame";

    /** What is shown of a task with {@code no_log} too: what the playbook calls it, and where it stands. */
    private static final Set<String> OF_THE_PLAYBOOK = Set.of("task", "module", "context", "reason");

    static Stream<Class<?>> kinds() {
        return Arrays.stream(Event.class.getPermittedSubclasses());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void no_event_tells_a_secret(Class<?> kind) throws Exception {
        Event event = (Event) made(kind, "", Set.of("host", "module"));
        List<Event> told = new ArrayList<>();

        Secrets.of(List.of(), Optional.of(SECRET)).hiddenFrom(told::add).accept(event);

        assertThat(told).singleElement().satisfies(one -> assertThat(one).isInstanceOf(kind));
        assertThat(told.toString()).doesNotContain(SECRET);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void no_event_of_a_task_with_no_log_tells_more_than_what_the_playbook_calls_it(Class<?> kind) throws Exception {
        Set<String> plain = Stream.concat(Stream.of("host"), OF_THE_PLAYBOOK.stream())
                .collect(java.util.stream.Collectors.toSet());
        Event event = (Event) made(kind, "", plain);
        Manner noLog = new Manner(
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.of(true),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());

        Event told = event.shownAs(NoLog.of(noLog));

        assertThat(told).isInstanceOf(kind);
        // After which task a change comes is hidden where that task's own step is made.
        assertThat(told.toString().replace("after=Optional[" + SECRET, "")).doesNotContain(SECRET);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void an_event_through_which_all_is_seen_is_the_same(Class<?> kind) throws Exception {
        Event event = (Event) made(kind, "", Set.of());

        assertThat(event.shownAs(text -> text)).isEqualTo(event);
    }

    /** Some value of a type, with the secret in each text whose name is not one of these. */
    private static Object made(Type type, String name, Set<String> plain) throws Exception {
        if (type instanceof ParameterizedType of) {
            Type[] parts = of.getActualTypeArguments();
            if (of.getRawType() == Optional.class) {
                return Optional.of(made(parts[0], name, plain));
            }
            if (of.getRawType() == List.class) {
                return List.of(made(parts[0], name, plain));
            }
            return Map.of(made(parts[0], name, plain), made(parts[1], name, plain));
        }
        if (type == String.class) {
            return plain.contains(name) ? "plain" : "said " + SECRET;
        }
        if (type == int.class) {
            return 7;
        }
        if (type == long.class) {
            return 7L;
        }
        if (type == boolean.class) {
            return true;
        }
        if (type == Instant.class) {
            return Instant.EPOCH;
        }
        if (type == Position.class) {
            return Position.of("site.yml");
        }
        if (type == Script.class) {
            return plain.contains(name) ? Script.NOTHING : Script.of("echo {}", SECRET);
        }
        Class<?> kind = (Class<?>) type;
        if (kind.isEnum()) {
            return kind.getEnumConstants()[0];
        }
        RecordComponent[] components = kind.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            values[i] = made(components[i].getGenericType(), components[i].getName(), plain);
        }
        return kind.getDeclaredConstructor(types).newInstance(values);
    }
}
