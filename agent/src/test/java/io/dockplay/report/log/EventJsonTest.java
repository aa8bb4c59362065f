package io.dockplay.report.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dockplay.engine.event.Event;
import io.dockplay.engine.event.EveryEvent;
import io.dockplay.message.Message;
import io.dockplay.problem.Problem;
import io.dockplay.resource.Content;
import io.dockplay.resource.Script;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventJsonTest {

    /** All kinds but the record of a host, which no log has. */
    static Stream<Class<?>> kinds() {
        return EveryEvent.kinds().filter(kind -> kind != Event.Recorded.class);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void an_event_that_was_written_is_the_same_when_it_is_read(Class<?> kind) throws Exception {
        Event event = EveryEvent.of(kind, "日本 \"quoted\"\n\u0007", Set.of());

        String text = EventJson.line(Instant.EPOCH, event);

        assertThat(EventJson.read(new ObjectMapper().readTree(text))).hasToString(event.toString());
        assertThat(text)
                .startsWith("{\"at\":\"1970-01-01T00:00:00Z\",\"event\":\""
                        + kind.getSimpleName().toLowerCase(Locale.ROOT) + "\"");
    }

    @Test
    void what_travels_with_a_script_is_not_written() {
        Content content = new Content("open-sesame".getBytes(StandardCharsets.UTF_8));
        Script script = Script.of("mv -f {} {}", content, "/etc/motd");

        String text = EventJson.line(Instant.EPOCH, new Event.Changed("web1", Event.Step.HOST, List.of(), script));

        assertThat(text).contains("/etc/motd").contains("11 bytes").doesNotContain("sesame");
    }

    @Test
    void a_problem_keeps_its_code_by_the_number_that_no_language_changes() throws Exception {
        Problem problem = Problem.of(Message.of("permission denied"), Message.NONE);

        String text = EventJson.line(Instant.EPOCH, new Event.Unreachable("web1", problem));

        assertThat(text).contains("\"code\":\"DP1006\"");
        Event read = EventJson.read(new ObjectMapper().readTree(text));
        assertThat(((Event.Unreachable) read).problem().code()).isEqualTo(problem.code());
    }
}
