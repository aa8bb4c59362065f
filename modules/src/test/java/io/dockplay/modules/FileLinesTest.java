package io.dockplay.modules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockplay.resource.InvalidOption;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileLinesTest {

    private static String applied(List<String> wanted, List<String> unwanted, String content) {
        byte[] bytes = new FileLines(wanted, unwanted).applied(content.getBytes(StandardCharsets.ISO_8859_1));
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    @Test
    void white_space_at_a_lines_end_is_written_as_it_is_given() {
        assertThat(applied(List.of("a=1  ", "b\t"), List.of(), "a=1\nc\n")).isEqualTo("a=1  \nc\nb\t\n");
        assertThat(applied(List.of("a=1  ", "b\t"), List.of(), "a=1  \nb\t\n")).isEqualTo("a=1  \nb\t\n");
        assertThat(applied(List.of(), List.of("b"), "b \nb\n")).isEqualTo("b \n");
    }

    @Test
    void lines_that_end_as_those_of_windows_are_the_same_lines() {
        assertThat(applied(List.of("a=1", "b"), List.of(), "a=1\r\nb\r\n")).isEqualTo("a=1\r\nb\r\n");
        assertThat(applied(List.of(), List.of("b"), "a\r\nb\r\n")).isEqualTo("a\r\n");
        assertThat(applied(List.of("b\r"), List.of(), "b\r\n")).isEqualTo("b\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t", "a\nb", "\n"})
    void a_line_is_one_line_with_something_on_it(String line) {
        assertThatThrownBy(() -> new FileLines(List.of(line), List.of())).isInstanceOf(InvalidOption.class);
    }

    @ParameterizedTest
    @CsvSource({"a", "'a  '", "a\u00e9", "'x = y '"})
    void what_was_put_is_found_again(String line) {
        String once = applied(List.of(line), List.of(), "first\n\u00e9\u00ff\r\n");
        assertThat(applied(List.of(line), List.of(), once)).isEqualTo(once).startsWith("first\n\u00e9\u00ff\r\n");
    }
}
