package io.dockplay.modules.text;

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
        return applied(new FileLines(wanted, List.of(), unwanted, LinePlace.END), content);
    }

    private static String set(List<String> settings, String content) {
        return applied(FileLines.ofSettings(settings), content);
    }

    private static String applied(FileLines edits, String content) {
        byte[] bytes = edits.applied(content.getBytes(StandardCharsets.ISO_8859_1));
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    @Test
    void white_space_at_a_lines_end_is_written_as_it_is_given() {
        assertThat(applied(List.of("b\t"), List.of(), "a=1\nc\n")).isEqualTo("a=1\nc\nb\t\n");
        assertThat(set(List.of("a=1  "), "a=1\nc\n")).isEqualTo("a=1  \nc\n");
        assertThat(applied(List.of("a=1  ", "b\t"), List.of(), "a=1  \nb\t\n")).isEqualTo("a=1  \nb\t\n");
        assertThat(applied(List.of(), List.of("b"), "b \nb\n")).isEqualTo("b \n");
    }

    @Test
    void lines_that_end_as_those_of_windows_are_the_same_lines() {
        assertThat(applied(List.of("a=1", "b"), List.of(), "a=1\r\nb\r\n")).isEqualTo("a=1\r\nb\r\n");
        assertThat(set(List.of("a=1", "b=2"), "a=1\r\nb=1\r\n")).isEqualTo("a=1\r\nb=2\n");
        assertThat(applied(List.of(), List.of("b"), "a\r\nb\r\n")).isEqualTo("a\r\n");
        assertThat(applied(List.of("b\r"), List.of(), "b\r\n")).isEqualTo("b\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t", "a\nb", "\n"})
    void a_line_is_one_line_with_something_on_it(String line) {
        assertThatThrownBy(() -> applied(List.of(line), List.of(), "")).isInstanceOf(InvalidOption.class);
        assertThatThrownBy(() -> applied(List.of(), List.of(line), "")).isInstanceOf(InvalidOption.class);
        assertThatThrownBy(() -> set(List.of(line), "")).isInstanceOf(InvalidOption.class);
    }

    @ParameterizedTest
    @CsvSource({
        "address=/b/2.2.2.2, address=/a/1.1.1.1",
        "export PATH=$PATH:/b, export PATH=$PATH:/a",
        "A=2, A=1",
        "'from=\"2\" command=\"y\" KEY2', 'from=\"1\" command=\"x\" KEY1'"
    })
    void a_line_is_a_whole_line_whatever_it_looks_like(String wanted, String there) {
        assertThat(applied(List.of(wanted), List.of(), there + "\n")).isEqualTo(there + "\n" + wanted + "\n");
        assertThat(applied(List.of(wanted, there), List.of(), there + "\n")).isEqualTo(there + "\n" + wanted + "\n");
    }

    @Test
    void lines_and_settings_cannot_both_set_a_key() {
        assertThatThrownBy(() -> new FileLines(List.of("A=1"), List.of("A=2"), List.of(), LinePlace.END))
                .isInstanceOf(InvalidOption.class)
                .hasMessage("lines and settings both set A");
    }

    private static List<String> twice(String wanted, String there) {
        return new FileLines(List.of(wanted.split("\\|")), List.of(), List.of(), LinePlace.END)
                .setTwice(there.replace('|', '\n').getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource({
        "A=2, A=1, A",
        "A=\"2 3\", x| export A=1, A",
        "A=2 # two, A=1, A",
        "A=2, A=2|A=1,",
        "A=2, B=1,",
        "A=1|A=2, A=1,",
        "export PATH=$PATH:/b, export PATH=$PATH:/a,",
        "'from=\"2\" command=\"y\" KEY2', 'from=\"1\" command=\"x\" KEY1',"
    })
    void a_line_that_looks_like_a_setting_is_told_where_another_sets_the_same(String wanted, String there, String key) {
        assertThat(twice(wanted, there)).isEqualTo(key == null ? List.of() : List.of(key));
    }

    @ParameterizedTest
    @CsvSource({"a", "'a  '", "a\u00e9", "'x = y '"})
    void what_was_put_is_found_again(String line) {
        String once = applied(List.of(line), List.of(), "first\n\u00e9\u00ff\r\n");
        assertThat(applied(List.of(line), List.of(), once)).isEqualTo(once).startsWith("first\n\u00e9\u00ff\r\n");
    }
}
