package io.dockplay.cli.completion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A line that is being typed is divided as the shell divides it. */
class TypedLineTest {

    @Test
    void behind_a_blank_a_new_word_begins() {
        assertThat(TypedLine.of("dockplay  apply ")).isEqualTo(new TypedLine(List.of("dockplay", "apply"), ""));
    }

    @Test
    void quotes_and_backslashes_are_no_part_of_a_word() {
        assertThat(TypedLine.of("dockplay 'a b' \"c \\\" d\" e\\ f"))
                .isEqualTo(new TypedLine(List.of("dockplay", "a b", "c \" d"), "e f"));
    }

    @Test
    void a_quote_may_still_be_open() {
        assertThat(TypedLine.of("dockplay apply 'my fo"))
                .isEqualTo(new TypedLine(List.of("dockplay", "apply"), "my fo"));
    }
}
