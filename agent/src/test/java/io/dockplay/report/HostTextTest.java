package io.dockplay.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.engine.event.Event;
import java.util.List;
import org.junit.jupiter.api.Test;

class HostTextTest {

    private final FinishedLines known = new FinishedLines();

    private HostText finished(String host, String... texts) {
        HostText text = new HostText(new Style(false), 0, false);
        for (String each : texts) {
            text.add(new Event.Warned(host, new Event.Step("Task", "file", "/x"), each));
        }
        text.finish(known);
        return text;
    }

    @Test
    void the_lines_of_hosts_that_tell_the_same_are_kept_once() {
        HostText first = finished("web1", "one", "two");

        assertThat(finished("web2", "one", "two").finished()).isPresent().isEqualTo(first.finished());
        assertThat(finished("web3", "one", "three").finished()).isPresent().isNotEqualTo(first.finished());
    }

    @Test
    void what_comes_after_a_host_has_finished_stands_behind_what_came_before() {
        HostText text = finished("web1", "one", "two");
        List<String> before = text.lines();
        text.add(new Event.Warned("web1", new Event.Step("Other", "file", "/y"), "three"));

        assertThat(text.lines()).startsWith(before.toArray(String[]::new)).hasSize(before.size() + 2);
        assertThat(text.size()).isEqualTo(before.size() + 2);
        assertThat(text.lines().get(text.size() - 1)).contains("three");
        text.finish(known);
        assertThat(text.lines()).hasSize(before.size() + 2);
    }
}
