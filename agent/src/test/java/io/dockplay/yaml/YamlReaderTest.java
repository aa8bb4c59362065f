package io.dockplay.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dockplay.problem.InvalidInput;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlReaderTest {

    private static Yaml read(String text) {
        return new InputFiles().read("a.yml", text).orElseThrow();
    }

    private static @Nullable Object value(String text) {
        return ((Yaml.Mapping) read("x: " + text)).get("x").orElseThrow().plain();
    }

    private static String refused(String text) {
        InvalidInput wrong = catchThrowableOfType(
                InvalidInput.class, () -> new InputFiles().read("a.yml", text).isPresent());
        return Objects.requireNonNull(wrong.getMessage());
    }

    private static String refused(Path file) {
        InvalidInput wrong = catchThrowableOfType(
                InvalidInput.class, () -> new InputFiles().read(file).isPresent());
        return Objects.requireNonNull(wrong.getMessage());
    }

    @Test
    void every_node_knows_its_line_and_column() {
        Yaml.Mapping root = (Yaml.Mapping) read("a: 1\nb:\n  - x\n  - {c: y}\n");

        assertThat(root.position()).hasToString("a.yml:1:1");
        assertThat(Objects.requireNonNull(root.entries().get("b")).position()).hasToString("a.yml:2:1");
        Yaml.Sequence list = (Yaml.Sequence) root.get("b").orElseThrow();
        assertThat(list.items().get(0).position()).hasToString("a.yml:3:5");
        Yaml.Mapping inner = (Yaml.Mapping) list.items().get(1);
        assertThat(inner.get("c").orElseThrow().position()).hasToString("a.yml:4:9");
    }

    @Test
    void values_have_the_types_of_yaml() {
        assertThat(read("{a: text, b: 7, c: -1.5, d: yes, e: 'yes', f: ~, g: [1, {h: 2}]}")
                        .plain())
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                .containsEntry("a", "text")
                .containsEntry("b", 7L)
                .containsEntry("c", -1.5)
                .containsEntry("d", true)
                .containsEntry("e", "yes")
                .containsEntry("f", null)
                .containsEntry("g", List.of(1L, Map.of("h", 2L)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0644",
                "26.10",
                "7.0",
                "1e3",
                "0x1F",
                "0b11",
                "1_000",
                "1:30",
                "+7",
                ".inf",
                "2024-01-31",
                "123456789012345678901234567890"
            })
    void what_would_print_otherwise_than_it_is_written_is_text(String written) {
        assertThat(value(written)).isEqualTo(written);
    }

    @Test
    void a_file_of_comments_is_empty() {
        assertThat(new InputFiles().read("a.yml", "")).isEmpty();
        assertThat(new InputFiles().read("a.yml", "# nothing\n---\n")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"'a:\n\tb: 1', 2:1", "'a:\n  - b\n\t- c', 3:1"})
    void a_tab_in_the_indentation_is_called_so(String text, String place) {
        assertThat(refused(text))
                .contains("there is a tab in the indentation", "a.yml:" + place, "spaces only")
                .doesNotContain("\tat ");
    }

    @Test
    void a_key_that_stands_twice_is_told_with_both_places() {
        assertThat(refused("a: 1\nb: 2\na: 3\n"))
                .isEqualTo("error[DP1096]: the key \"a\" stands here twice\n  at a.yml:3:1\n"
                        + "  It is already given at a.yml:1:1; leave one of them.");
    }

    @Test
    void all_keys_that_stand_twice_are_told_together() {
        assertThat(refused("a: 1\na: 2\nb: {c: 1, c: 2}\n")).contains("\"a\"", "\"c\"");
    }

    @Test
    void several_documents_are_refused() {
        assertThat(refused("a: 1\n---\nb: 2\n")).contains("there is more than one document", "a.yml:2:1");
    }

    @Test
    void many_laughs_are_refused() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [ha, ha, ha, ha, ha, ha, ha, ha, ha, ha]\n");
        for (int i = 1; i < 9; i++) {
            String before = "*a" + (i - 1);
            bomb.append("a" + i + ": &a" + i + " [" + (before + ", ").repeat(5) + before + "]\n");
        }
        assertThat(refused(bomb.toString())).contains("this YAML is refused");
    }

    @Test
    void a_wide_bomb_is_refused() {
        String wide = "a: &a [" + "ha, ".repeat(20_000) + "ha]\nb: [" + "*a, ".repeat(40) + "*a]\n";
        assertThat(refused(wide)).contains("this YAML is refused: it is too large or refers to itself");
    }

    @Test
    void a_node_that_holds_itself_is_refused() {
        assertThat(refused("a: &a [*a]\n")).contains("refers to itself");
        assertThat(refused("a: &a {b: *a}\n")).contains("refers to itself");
    }

    @Test
    void very_deep_nesting_is_refused() {
        assertThat(refused("[".repeat(5_000) + "]".repeat(5_000))).contains("this YAML is refused");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "!!javax.script.ScriptEngineManager [x]",
                "!!java.io.File /etc",
                "!secret secret",
                "!!python/none x",
                "!!binary aGk="
            })
    void tags_of_other_programs_are_refused(String text) {
        assertThat(refused("x: " + text)).contains("means nothing here", "a.yml:1:4");
    }

    @Test
    void tags_of_yaml_itself_are_taken() {
        assertThat(value("!!str 7")).isEqualTo("7");
    }

    @Test
    void merged_keys_lose_to_those_that_are_written() {
        Yaml.Mapping root = (Yaml.Mapping) read("a: &a {x: 1, y: 1}\nb: &b {y: 2, z: 2}\nc: {<<: [*a, *b], z: 3}\n");
        assertThat(root.get("c").orElseThrow().plain()).isEqualTo(Map.of("x", 1L, "y", 1L, "z", 3L));
    }

    @Test
    void only_a_mapping_can_be_merged() {
        assertThat(refused("a: {<<: text}")).contains("<< is text, not a mapping", "a.yml:1:5");
    }

    @Test
    void a_key_must_be_a_text() {
        assertThat(refused("? [a, b]\n: 1\n")).contains("a key is a list or a mapping", "a.yml:1:3");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a: 'x", "a: [1, 2", "a: b: c", "a: *nowhere", "- a\nb: 1", "a: @x", "%YAML 9.9\n---\na: 1"})
    void what_is_not_yaml_is_told_with_its_place(String text) {
        assertThat(refused(text)).contains("this is not YAML", "  at a.yml:").doesNotContain("snakeyaml");
    }

    @Test
    void a_forbidden_character_is_told_with_its_place() {
        assertThat(refused("a: 1\nb: \u0007\n")).contains("U+0007", "a.yml:2:4", "\\x07");
    }

    @Test
    void a_byte_order_mark_does_not_matter(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("a.yml"), "\uFEFFa: 1\r\nb: 2\r\n");
        assertThat(new InputFiles().read(file).orElseThrow().plain()).isEqualTo(Map.of("a", 1L, "b", 2L));
    }

    @Test
    void what_cannot_be_read_is_told_by_its_name(@TempDir Path folder) throws IOException {
        assertThat(refused(folder.resolve("no.yml")))
                .contains("there is no file")
                .contains("no.yml");
        assertThat(refused(folder)).contains("is a folder, not a file");
        Path chinese = Files.write(folder.resolve("gbk.yml"), "a: 安装".getBytes(Charset.forName("GBK")));
        assertThat(refused(chinese)).contains("gbk.yml is not UTF-8 text", "Save it as UTF-8");
        Path loop = folder.resolve("loop.yml");
        Files.createSymbolicLink(loop, loop);
        assertThat(refused(loop)).contains("loop.yml cannot be read");
    }
}
