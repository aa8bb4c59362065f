package io.dockplay.engine.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.engine.event.Event;
import org.junit.jupiter.api.Test;

/** What a look at a file found is known to later tasks. */
class StatTest extends PlaysOnThisMachine {

    private static final String PLAY = """
            tasks:
              - {name: look, stat: {path: DIR/one}, register: one}
              - {name: make, file: {path: DIR/one, content: "1"}, when: "!one.stat.exists"}
              - {name: again, stat: {path: DIR/one}, register: one}
              - name: tell
                file: {path: DIR/two, content: "${one.stat.size} ${one.stat.mode}"}
                when: one.stat.isreg && one.stat.size == 1
            """;

    @Test
    void a_look_decides_what_later_tasks_do() throws Exception {
        apply(PLAY);
        assertThat(told(Event.Failed.class)).isEmpty();
        assertThat(told(Event.Ok.class)).containsExactly("look", "again");
        assertThat(told(Event.Changed.class)).containsExactly("make", "tell");
        assertThat(folder.resolve("two")).hasContent("1 0644");

        apply(PLAY);
        assertThat(told(Event.Changed.class)).isEmpty();
        assertThat(told(Event.Ok.class)).containsExactly("look", "again", "tell");
    }

    @Test
    void a_dry_run_does_not_say_what_it_cannot_know() throws Exception {
        dryRun(PLAY);
        assertThat(told(Event.Failed.class)).isEmpty();
        assertThat(told(Event.Planned.class)).hasSize(3).element(0).asString().startsWith("make");
        assertThat(told(Event.Planned.class)).element(1).asString().startsWith("again after ");
        assertThat(told(Event.Planned.class)).element(2).asString().startsWith("tell after ");
    }
}
