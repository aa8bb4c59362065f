package io.dockplay.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dockplay.engine.event.Event;
import io.dockplay.engine.event.EveryEvent;
import io.dockplay.engine.event.HostStats;
import io.dockplay.engine.fleet.RunSummary;
import io.dockplay.problem.Harmless;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a host says, a terminal obeys none of it, and no line of it passes for one of dockplay's. */
class HarmlessTest {

    private static final String HOSTILE =
            "a\u001b]0;title\u0007\u009b2J\u202egnp.exe\u2066\u200f\u061c\u2028\u0085\u007f\b\rFORGED\nFORGED 1 ok\r\nFORGED\tx\u0000";

    static Stream<Class<?>> kinds() {
        return EveryEvent.kinds();
    }

    private static Event hostile(Class<?> kind) throws Exception {
        return EveryEvent.of(kind, HOSTILE, Set.of("host", "module"));
    }

    private static void isHarmless(String printed) {
        assertThat(printed.codePoints().filter(c -> c != '\n' && c != '\t' && Harmless.isHarmful(c)))
                .isEmpty();
        assertThat(printed.lines()).noneMatch(line -> line.startsWith("FORGED"));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void the_console_obeys_no_event(Class<?> kind) throws Exception {
        StringWriter text = new StringWriter();
        ConsoleReport report = new ConsoleReport(new PrintWriter(text), false, false, 2, List.of("plain"));
        report.accept(hostile(kind));
        report.summary(new RunSummary(new TreeMap<>(Map.of("plain", HostStats.NOTHING)), List.of()), false, true);

        isHarmless(text.toString());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void nor_do_blocks_of_many_hosts(Class<?> kind) throws Exception {
        StringWriter text = new StringWriter();
        ConsoleReport report =
                new ConsoleReport(new PrintWriter(text), false, false, 2, List.of("plain", "oth\u001ber\nFORGED"));
        report.accept(hostile(kind));
        report.accept(new Event.Finished("oth\u001ber\nFORGED"));
        report.summary(
                new RunSummary(
                        new TreeMap<>(Map.of("plain", HostStats.NOTHING, "oth\u001ber\nFORGED", HostStats.NOTHING)),
                        List.of()),
                false,
                true);

        isHarmless(text.toString());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void nor_does_history(Class<?> kind) throws Exception {
        StringWriter text = new StringWriter();
        HistoryReport report = new HistoryReport(new PrintWriter(text), false, List.of("plain"));
        report.accept(hostile(kind));
        report.print();

        isHarmless(text.toString());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void nor_do_answers(Class<?> kind) throws Exception {
        StringWriter text = new StringWriter();
        FoldedReport report = new FoldedReport(new PrintWriter(text), false, List.of("plain"));
        report.accept(hostile(kind));
        report.answer("plain", true, HOSTILE, List.of(HOSTILE));
        report.print(new RunSummary(new TreeMap<>(Map.of("plain", HostStats.NOTHING)), List.of()));

        isHarmless(text.toString());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void JSON_escapes_it_and_keeps_it_as_it_was(Class<?> kind) throws Exception {
        StringWriter text = new StringWriter();
        JsonReport report = new JsonReport(new PrintWriter(text));
        report.accept(hostile(kind));
        report.report("facts", "plain", Map.of("hostname", HOSTILE));

        isHarmless(text.toString());
        String last = text.toString().lines().reduce((first, second) -> second).orElseThrow();
        assertThat(new ObjectMapper().readTree(last).path("hostname").asText()).isEqualTo(HOSTILE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"中文 ünïcödé €", "emoji 😀", "tab\tnew\nline", "नमस्ते\u200d", "עברית"})
    void what_people_write_stays(String text) {
        assertThat(Harmless.text(text)).isEqualTo(text);
    }

    @Test
    void one_line_stays_one_line() {
        assertThat(Harmless.line("a\nb\r\nc\rd\u2028e")).isEqualTo("a↵b↵c↵d\uFFFDe");
        assertThat(Harmless.text("a\r\nb\rc")).isEqualTo("a\nb\nc");
    }
}
