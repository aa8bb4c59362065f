package io.dockplay.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.engine.event.Event;
import io.dockplay.message.Message;
import io.dockplay.problem.Problem;
import io.dockplay.resource.Change;
import io.dockplay.resource.Script;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people see while a run goes on. */
class ProgressTest {

    private static final Event.Step DOCKER = new Event.Step("Install docker", "package", "docker-ce");
    private static final Event.Step MIRROR = new Event.Step("The mirror", "file", "/etc/镜像");

    private static final String CURSOR_UP = "\u001b[A";

    private final SetClock clock = new SetClock();

    /** Keeps what is printed, and what is shown at the moment. */
    private static final class Paper implements Screen {

        private final int width;
        private final List<String> printed = new ArrayList<>();
        private List<String> shown = List.of();

        Paper(int width) {
            this.width = width;
        }

        @Override
        public int width() {
            return width;
        }

        @Override
        public void print(List<String> lines) {
            printed.addAll(lines);
        }

        @Override
        public void show(List<String> standing, Instant now) {
            shown = standing;
        }

        @Override
        public void clear() {
            shown = List.of();
        }
    }

    private final Paper paper = new Paper(79);

    private Progress progress(List<String> hosts, boolean withOutput, Screen screen) {
        return new Progress(hosts, false, withOutput, stats -> ConsoleReport.word(stats, false), clock, () -> screen);
    }

    private static List<String> hosts(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> "c7-" + i).toList();
    }

    private static Event changing(String host, Event.Step step) {
        return new Event.Changing(host, step, List.of(), Script.NOTHING);
    }

    private static Event changed(String host) {
        return new Event.Changed(host, DOCKER, List.of(Change.of("docker-ce", "absent", "26")), Script.NOTHING);
    }

    private static Event failure(String host) {
        return new Event.Failed(
                host,
                DOCKER,
                Problem.of(Message.quoted(host + ": no package\nand more"), Message.NONE),
                Optional.empty(),
                false);
    }

    @Test
    void it_shows_what_is_at_work_on_which_hosts_and_since_when() {
        Progress progress = progress(hosts(12), false, paper);
        progress.accept(changing("c7-6", DOCKER));
        progress.accept(changing("c7-7", DOCKER));
        clock.pass(38);
        progress.accept(changing("c7-9", MIRROR));
        clock.pass(2);
        progress.accept(failure("c7-1"));
        progress.accept(new Event.Finished("c7-1"));
        progress.tick();

        assertThat(paper.shown)
                .containsExactly(
                        "0:40  1 of 12 hosts done, 1 failed",
                        "  c7-[6-7]  package docker-ce  0:40",
                        "  c7-9      file /etc/镜像  0:02",
                        "  c7-[2-5,8,10-12]  not reached yet");
    }

    @Test
    void failures_and_finished_hosts_are_printed_as_they_come_and_those_of_a_second_together() {
        Progress progress = progress(hosts(5), false, paper);
        for (String host : List.of("c7-3", "c7-1", "c7-2")) {
            progress.accept(changed(host));
            progress.accept(new Event.Finished(host));
        }
        progress.accept(failure("c7-4"));
        progress.accept(new Event.Finished("c7-4"));
        progress.tick();
        assertThat(paper.printed).isEmpty();
        clock.pass(14);
        progress.tick();

        assertThat(paper.printed).containsExactly("error: c7-4: no package", "c7-[1-3]  changed (1)  0:14");
        progress.tick();
        assertThat(paper.printed).hasSize(2);
    }

    @Test
    void a_failure_that_is_ignored_is_no_failure() {
        Progress progress = progress(hosts(2), false, paper);
        progress.accept(new Event.Failed(
                "c7-1", DOCKER, Problem.of(Message.quoted("c7-1: no package"), Message.NONE), Optional.empty(), true));
        clock.pass(2);
        progress.tick();

        assertThat(paper.printed).isEmpty();
        assertThat(paper.shown.get(0)).doesNotContain("failed");
    }

    @ParameterizedTest
    @ValueSource(ints = {79, 199})
    void five_thousand_hosts_take_a_few_lines_that_fit(int width) {
        Paper narrow = new Paper(width);
        Progress progress = progress(hosts(5_000), true, narrow);
        for (int i = 1; i <= 4_000; i++) {
            String host = "c7-" + i;
            if (i % 3 == 0) {
                progress.accept(failure(host));
                progress.accept(new Event.Finished(host));
            } else if (i % 3 == 1) {
                progress.accept(changing(host, new Event.Step("t", "file", "/etc/镜像镜像镜像镜像镜像镜像镜像" + i % 50)));
                progress.accept(new Event.Output(host, DOCKER, "x".repeat(300)));
            } else {
                progress.accept(changed(host));
                progress.accept(new Event.Finished(host));
            }
        }
        clock.pass(11);
        progress.tick();

        assertThat(narrow.shown).hasSizeLessThanOrEqualTo(9);
        assertThat(narrow.printed).hasSize(2);
        assertThat(narrow.shown).allMatch(line -> Columns.of(line) <= width);
        assertThat(narrow.printed).allMatch(line -> Columns.of(line) <= width);
    }

    @Test
    void the_last_line_of_the_oldest_change_is_shown_to_those_who_want_it() {
        Event output = new Event.Output("c7-1", DOCKER, "one\n  Installing \u001b[2Jdocker\n\n");
        Progress verbose = progress(hosts(2), true, paper);
        verbose.accept(changing("c7-1", DOCKER));
        verbose.accept(output);
        verbose.tick();
        assertThat(paper.shown).contains("  | c7-1: Installing \uFFFD[2Jdocker");

        Progress usual = progress(hosts(2), false, paper);
        usual.accept(changing("c7-1", DOCKER));
        usual.accept(output);
        usual.tick();
        assertThat(paper.shown).noneMatch(line -> line.contains("Installing"));
    }

    @Test
    void a_question_stands_on_a_clean_line() {
        Progress progress = progress(hosts(2), false, paper);
        progress.tick();
        assertThat(paper.shown).isNotEmpty();

        String answer = progress.during(() -> {
            clock.pass(5);
            progress.tick();
            assertThat(paper.shown).isEmpty();
            return "y";
        });

        assertThat(answer).isEqualTo("y");
        progress.tick();
        assertThat(paper.shown).isNotEmpty();
        progress.close();
        assertThat(paper.shown).isEmpty();
    }

    @Test
    void a_log_has_a_heartbeat_each_half_minute_even_of_one_host() {
        StringWriter text = new StringWriter();
        Progress progress =
                progress(List.of("c7-1"), false, new LogScreen(new PrintWriter(text, true), clock.instant()));
        progress.accept(changing("c7-1", DOCKER));
        for (int i = 0; i < 61; i++) {
            clock.pass(1);
            progress.tick();
        }

        assertThat(text).hasToString("""
                0:30 0 of 1 host done; c7-1 package docker-ce 0:30
                1:00 0 of 1 host done; c7-1 package docker-ce 1:00
                """);
    }

    @Test
    void a_log_has_nothing_of_a_short_run_and_then_all_at_once() {
        StringWriter text = new StringWriter();
        Progress progress = progress(hosts(3), false, new LogScreen(new PrintWriter(text, true), clock.instant()));
        for (String host : List.of("c7-1", "c7-2")) {
            progress.accept(changed(host));
            progress.accept(new Event.Finished(host));
            clock.pass(4);
            progress.tick();
        }
        assertThat(text.toString()).isEmpty();
        clock.pass(2);
        progress.tick();

        assertThat(text).hasToString("c7-[1-2]  changed (1)  0:10\n");
    }

    @Test
    void a_terminal_has_lines_that_stay_above_the_part_that_is_painted_over() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Terminal terminal = TerminalBuilder.builder()
                .system(false)
                .streams(new ByteArrayInputStream(new byte[0]), bytes)
                .type("xterm")
                .encoding(StandardCharsets.UTF_8)
                .build();
        terminal.setSize(new Size(80, 24));
        LiveScreen screen = LiveScreen.of(terminal);
        screen.show(List.of("0:01  one", "  c7-1  package gcc"), clock.instant());
        screen.print(List.of("c7-1  changed"));
        screen.show(List.of("0:02  one"), clock.instant());
        terminal.flush();
        int before = bytes.size();
        screen.show(List.of("0:02  one"), clock.instant());
        terminal.flush();

        assertThat(screen.width()).isEqualTo(79);
        assertThat(bytes.size()).as("what is the same is not painted again").isEqualTo(before);
        String painted = bytes.toString(StandardCharsets.UTF_8);
        assertThat(painted).containsSubsequence("0:01  one", CURSOR_UP, "c7-1  changed\r\n", "0:01  one");
        screen.close();
    }

    @Test
    void wide_letters_take_two_columns() {
        assertThat(Columns.of("镜像x")).isEqualTo(5);
        assertThat(Columns.pad("镜像", 6)).isEqualTo("镜像  ");
        assertThat(Columns.cut("镜像镜像", 6)).isEqualTo("镜像…");
        assertThat(Columns.cut("abcdef", 6)).isEqualTo("abcdef");
    }
}
