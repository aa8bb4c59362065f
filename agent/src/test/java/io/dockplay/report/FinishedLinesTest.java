package io.dockplay.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FinishedLinesTest {

    @TempDir
    Path folder;

    private static List<String> lines(int number) {
        return List.of("  Task " + number, "", "    ~ file /etc/镜像: content  1 → " + number);
    }

    @Test
    void what_does_not_fit_into_memory_comes_back_from_a_file_as_it_was() {
        try (FinishedLines kept = new FinishedLines(100, folder)) {
            List<FinishedLines.Text> texts = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                texts.add(kept.keep(lines(i)));
            }

            assertThat(kept.written()).isGreaterThan(40_000);
            for (int i = 0; i < 1_000; i++) {
                assertThat(texts.get(i).lines()).isEqualTo(lines(i));
                assertThat(texts.get(i).size()).isEqualTo(3);
            }
        }
    }

    @Test
    void the_same_lines_are_kept_once() {
        try (FinishedLines kept = new FinishedLines(0, folder)) {
            FinishedLines.Text first = kept.keep(lines(1));
            long written = kept.written();

            assertThat(kept.keep(lines(1))).isSameAs(first);
            assertThat(kept.written()).isEqualTo(written);
            assertThat(kept.keep(lines(2))).isNotSameAs(first);
        }
    }

    @Test
    void the_file_has_no_name_that_could_be_left_behind() {
        try (FinishedLines kept = new FinishedLines(0, folder)) {
            kept.keep(lines(1));

            assertThat(folder).isEmptyDirectory();
        }
    }

    @Test
    void without_room_for_a_file_all_stays_in_memory() {
        try (FinishedLines kept = new FinishedLines(0, folder.resolve("missing"))) {
            assertThat(kept.keep(lines(1)).lines()).isEqualTo(lines(1));
            assertThat(kept.written()).isZero();
        }
    }
}
