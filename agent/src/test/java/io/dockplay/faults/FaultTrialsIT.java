package io.dockplay.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The short form of {@code bench/faults}: one trial each of ten kinds, always the same. */
@Timeout(600)
class FaultTrialsIT {

    private static final long SEED = 22;
    private static final int TRIALS = 10;

    @TempDir
    Path folder;

    @Test
    void whatever_fails_nothing_hangs_nothing_is_lost_nothing_is_left_and_the_next_run_brings_it_right()
            throws Exception {
        List<Trial> trials = IntStream.rangeClosed(1, TRIALS)
                .mapToObj(number -> Trial.of(SEED, number))
                .toList();

        List<Verdict> verdicts = FaultTrials.make(trials, folder, line -> {});

        assertThat(verdicts)
                .hasSize(TRIALS)
                .allSatisfy(verdict ->
                        assertThat(verdict.findings()).as(verdict.toString()).isEmpty());
        // A fault that comes too late proves nothing.
        assertThat(verdicts.stream().filter(Verdict::struck))
                .as(Table.of(verdicts))
                .hasSizeGreaterThan(TRIALS / 2);
    }
}
