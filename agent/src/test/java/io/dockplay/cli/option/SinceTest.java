package io.dockplay.cli.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockplay.problem.InvalidInput;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Moments as people write them. */
class SinceTest {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "2026-11-01, 2026-11-01T00:00:00Z",
        "2026-11-01T12:30, 2026-11-01T12:30:00Z",
        "2026-11-01T12:30:15Z, 2026-11-01T12:30:15Z",
        "7d, 2026-11-17T12:00:00Z",
        "12h, 2026-11-24T00:00:00Z",
        "30m, 2026-11-24T11:30:00Z"
    })
    void a_date_a_time_and_a_distance_are_moments(String text, Instant moment) {
        assertThat(Since.parse(text, NOW)).isEqualTo(moment);
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "2026-13-01", "7w", ""})
    void anything_else_is_refused_with_examples(String text) {
        assertThatThrownBy(() -> Since.parse(text, NOW))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("--since");
    }
}
