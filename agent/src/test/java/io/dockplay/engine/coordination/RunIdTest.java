package io.dockplay.engine.coordination;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RunIdTest {

    @Test
    void names_are_in_the_order_of_the_runs_even_within_one_second() {
        List<String> names = Stream.of(
                        "2026-11-24T00:14:03Z",
                        "2026-11-24T00:14:03.001Z",
                        "2026-11-24T00:14:03.5Z",
                        "2026-11-24T00:14:03.999999999Z",
                        "2026-11-24T00:14:04Z")
                .map(moment -> RunId.at(Instant.parse(moment)).name())
                .toList();

        assertThat(names).isSorted().allMatch(name -> name.matches("20261124-00140[34]-[0-9a-f]{6}"));
    }

    @Test
    void two_runs_of_one_instant_have_two_names() {
        Instant instant = Instant.parse("2026-11-24T00:14:03Z");

        assertThat(Stream.generate(() -> RunId.at(instant).name()).limit(100).distinct())
                .hasSizeGreaterThan(90);
    }
}
