package io.dockplay.modules.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dockplay.resource.InvalidOption;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A block comes, changes and goes as Ansible's blockinfile does it. What that made of each text is kept in blockinfile.json,
 * and bench/blockinfile/write.py made that.
 */
class MarkedBlockTest {

    private static final String BEGIN = "# BEGIN ANSIBLE MANAGED BLOCK";
    private static final String END = "# END ANSIBLE MANAGED BLOCK";

    static Stream<JsonNode> cases() throws IOException {
        JsonNode cases = new ObjectMapper()
                .readTree(Path.of("src/test/resources/blockinfile.json").toFile());
        return StreamSupport.stream(cases.spliterator(), false);
    }

    private static Optional<String> text(JsonNode node, String key) {
        return Optional.ofNullable(node.get(key)).map(JsonNode::asText);
    }

    private static MarkedBlock block(String text, String marker) {
        return MarkedBlock.of(text, Optional.of(marker), Optional.empty(), Optional.empty(), LinePlace.END);
    }

    private static MarkedBlock block(String text) {
        return block(text, "# {mark} ANSIBLE MANAGED BLOCK");
    }

    private static String applied(MarkedBlock block, String content) {
        return new String(block.applied(content.getBytes(StandardCharsets.ISO_8859_1)), StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void a_block_is_what_Ansible_makes_of_it_and_stays_so(JsonNode each) {
        MarkedBlock block = MarkedBlock.of(
                each.has("state") ? "" : each.get("block").asText(),
                text(each, "marker"),
                text(each, "marker_begin"),
                text(each, "marker_end"),
                new LinePlace(Optional.empty(), text(each, "insertafter"), text(each, "insertbefore")));
        byte[] after = block.applied(each.get("before").asText().getBytes(StandardCharsets.UTF_8));
        assertThat(new String(after, StandardCharsets.UTF_8))
                .isEqualTo(each.get("after").asText());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void a_second_time_changes_nothing(JsonNode each) {
        MarkedBlock block = block(each.get("block").asText());
        String once = applied(block, each.get("before").asText());
        if (block.brings()) {
            assertThat(applied(block, once)).isEqualTo(once);
        }
    }

    @Test
    void what_is_not_there_is_taken_out_without_a_trace() {
        assertThat(applied(block(""), "a\nb")).isEqualTo("a\nb");
        assertThat(applied(block(""), BEGIN + "\nopen")).isEqualTo(BEGIN + "\nopen");
    }

    @Test
    void marks_are_found_with_the_end_that_Windows_gives_a_line_and_without_one() {
        assertThat(applied(block("x"), BEGIN + "\r\nold\r\n" + END + "\r\nb\r\n"))
                .isEqualTo(BEGIN + "\nx\n" + END + "\nb\r\n");
        assertThat(applied(block("x"), "a\n" + BEGIN + "\nold\n" + END))
                .isEqualTo("a\n" + BEGIN + "\nx\n" + END + "\n");
    }

    @Test
    void a_text_that_is_not_utf_8_keeps_its_bytes() {
        assertThat(applied(block("x"), "\u00e9\u00ff\n")).isEqualTo("\u00e9\u00ff\n" + BEGIN + "\nx\n" + END + "\n");
    }

    @Test
    void marks_that_could_not_be_found_again_are_an_error() {
        assertThatThrownBy(() -> block("x", "# mine"))
                .isInstanceOf(InvalidOption.class)
                .hasMessageContaining("has no {mark}");
        assertThatThrownBy(() -> block("x", "# {mark}\n")).isInstanceOf(InvalidOption.class);
        assertThatThrownBy(() -> block("a\n" + END)).isInstanceOf(InvalidOption.class);
        assertThatThrownBy(() ->
                        MarkedBlock.of("x", Optional.empty(), Optional.of("same"), Optional.of("same"), LinePlace.END))
                .isInstanceOf(InvalidOption.class)
                .hasMessageContaining("are the same");
    }
}
