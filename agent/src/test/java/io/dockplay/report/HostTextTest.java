package io.dockplay.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.engine.event.Event;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HostTextTest {

    private final Map<List<String>, List<String>> known = new HashMap<>();

    private HostText finished(String host, String... texts) {
        HostText text = new HostText(new Style(false), 0, false);
        for (String each : texts) {
            text.add(new Event.Warned(host, new Event.Step("Task", "file", "/x"), each));
        }
        text.share(known);
        return text;
    }

    @Test
    void the_lines_of_hosts_that_tell_the_same_are_kept_once() {
        for (int i = 0; i < 100; i++) {
            finished("web" + i, "one", i % 2 == 0 ? "two" : "three");
        }

        assertThat(known).hasSize(2);
    }

    @Test
    void what_comes_after_a_host_has_finished_stands_behind_what_came_before() {
        HostText text = finished("web1", "one", "two");
        List<String> before = text.lines();
        text.add(new Event.Warned("web1", new Event.Step("Other", "file", "/y"), "three"));

        assertThat(text.lines()).startsWith(before.toArray(String[]::new)).hasSize(before.size() + 2);
        assertThat(text.size()).isEqualTo(before.size() + 2);
        assertThat(text.line(0)).isEqualTo(before.get(0));
        assertThat(text.line(text.size() - 1)).contains("three");
        text.share(known);
        assertThat(text.lines()).hasSize(before.size() + 2);
    }
}
