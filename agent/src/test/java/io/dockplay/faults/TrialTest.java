package io.dockplay.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.lab.Release;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which trials a seed gives. */
class TrialTest {

    private static List<Trial> trials(long seed, int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> Trial.of(seed, number))
                .toList();
    }

    @Test
    void a_seed_and_a_number_give_the_same_trial_each_time() {
        assertThat(trials(7, 100)).isEqualTo(trials(7, 100)).isNotEqualTo(trials(8, 100));
    }

    @Test
    void two_hundred_and_fifty_trials_have_every_kind_on_both_hosts_and_in_both_phases() {
        List<Trial> trials = trials(1, 250);
        for (Kind kind : Kind.values()) {
            List<Trial> own =
                    trials.stream().filter(trial -> trial.kind() == kind).toList();
            Set<Release> releases = own.stream().map(Trial::release).collect(Collectors.toSet());
            Set<Phase> phases = own.stream().map(Trial::phase).collect(Collectors.toSet());

            assertThat(releases).as(kind.toString()).isEqualTo(EnumSet.of(Release.CENTOS_6, Release.CENTOS_7));
            assertThat(phases).as(kind.toString()).isEqualTo(EnumSet.allOf(Phase.class));
        }
    }

    @Test
    void the_first_ten_are_of_ten_kinds() {
        assertThat(trials(3, 10)).extracting(Trial::kind).doesNotHaveDuplicates();
    }
}
