package io.dockplay.engine.uninstall;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.engine.coordination.RunMode;
import io.dockplay.engine.event.Event;
import io.dockplay.engine.host.ApplyRun;
import io.dockplay.engine.record.HostRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What an uninstall does with a file that somebody else changed, or whose former content is not there. */
class UninstallOfChangedFilesTest extends UninstallsOneHost {

    @Test
    void a_file_that_somebody_changed_since_is_left_and_named_and_the_rest_is_given_back() throws Exception {
        Files.writeString(file, "former\n");
        run(new ApplyRun(RunMode.APPLY), WRITTEN);
        Files.writeString(file, "wanted\nand mine\n");

        for (RunMode mode : List.of(RunMode.DRY_RUN, RunMode.APPLY)) {
            run(new UninstallRun(mode), WRITTEN);
            assertThat(told(Event.Failed.class)).singleElement().satisfies(failed -> {
                assertThat(failed.problem().what())
                        .isEqualTo(
                                "web1: file " + file + ": " + file
                                        + " was changed since dockplay last changed it, so it is left as it is; --force overwrites it");
                assertThat(failed.problem().advice()).contains("-wanted\n-and mine\n+former");
            });
        }

        assertThat(file).hasContent("wanted\nand mine\n");
        assertThat(folder.resolve("other")).doesNotExist();
        assertThat(HostRecord.read(Files.readString(record)).entries())
                .isNotEmpty()
                .allMatch(entry -> entry.label().equals(file.toString()));
    }

    @Test
    void force_gives_back_a_file_that_somebody_changed_since() throws Exception {
        Files.writeString(file, "former\n");
        run(new ApplyRun(RunMode.APPLY), WRITTEN);
        Files.writeString(file, "mine\n");
        run(new UninstallRun(RunMode.APPLY), WRITTEN);

        run(forced(), WRITTEN);

        assertThat(told(Event.Failed.class)).isEmpty();
        assertThat(file).hasContent("former\n");
        assertThat(folder.resolve(".dockplay")).doesNotExist();
    }

    @Test
    void a_file_that_dockplay_wrote_anew_is_its_own_whatever_was_between() throws Exception {
        run(new ApplyRun(RunMode.APPLY), WRITTEN);
        Files.writeString(file, "drift\n");
        run(new ApplyRun(RunMode.APPLY), WRITTEN);
        run(new ApplyRun(RunMode.APPLY), WRITTEN.replace("wanted", "wanted now"));

        run(new UninstallRun(RunMode.APPLY), WRITTEN);

        assertThat(told(Event.Failed.class)).isEmpty();
        assertThat(file).doesNotExist();
        assertThat(folder.resolve(".dockplay")).doesNotExist();
    }

    @Test
    void a_removed_file_that_somebody_made_anew_is_left() throws Exception {
        String play = "tasks:\n  - file: {path: DIR/file, state: absent}\n";
        Files.writeString(file, "former\n");
        run(new ApplyRun(RunMode.APPLY), play);
        Files.writeString(file, "mine\n");

        run(new UninstallRun(RunMode.APPLY), play);
        assertThat(told(Event.Failed.class)).hasSize(1);
        assertThat(file).hasContent("mine\n");

        Files.delete(file);
        run(new UninstallRun(RunMode.APPLY), play);
        assertThat(told(Event.Failed.class)).isEmpty();
        assertThat(file).hasContent("former\n");
    }

    @Test
    void a_file_of_which_no_copy_was_to_be_kept_stays_as_it_is() throws Exception {
        String play = WRITTEN.replace("\"wanted\\n\"}", "\"wanted\\n\", backup: false}");
        Files.writeString(file, "former\n");
        run(new ApplyRun(RunMode.APPLY), play);
        assertThat(Files.readString(record)).contains("\"to\":\"not kept\"");

        run(new UninstallRun(RunMode.APPLY), play);

        assertThat(told(Event.Failed.class)).isEmpty();
        assertThat(told(Event.Warned.class))
                .extracting(Event.Warned::text)
                .containsExactly(file + " stays as it is: of what it was before no copy was kept");
        assertThat(file).hasContent("wanted\n");
        assertThat(folder.resolve(".dockplay")).doesNotExist();
    }

    @Test
    void a_copy_that_was_lost_keeps_the_record_until_force_lets_it_go() throws Exception {
        Files.writeString(file, "former\n");
        run(new ApplyRun(RunMode.APPLY), WRITTEN);
        try (Stream<Path> found = Files.walk(folder.resolve(".dockplay/kept"))) {
            Files.delete(found.filter(each -> each.endsWith("copy")).findFirst().orElseThrow());
        }

        run(new UninstallRun(RunMode.APPLY), WRITTEN);
        assertThat(told(Event.Failed.class)).hasSize(1);
        assertThat(record).exists();

        run(forced(), WRITTEN);
        assertThat(told(Event.Failed.class)).isEmpty();
        assertThat(file).hasContent("wanted\n");
        assertThat(folder.resolve(".dockplay")).doesNotExist();
    }
}
