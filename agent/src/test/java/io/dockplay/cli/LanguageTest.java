package io.dockplay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.cli.config.Environment;
import io.dockplay.cli.run.RunContext;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** In which language the program speaks, and who decides it. */
class LanguageTest {

    private final Locale before = Locale.getDefault(Locale.Category.DISPLAY);

    @TempDir
    Path folder;

    @BeforeEach
    void aPlaybookWithAMistake() throws IOException {
        Files.writeString(folder.resolve("site.yml"), "a: 1\na: 2\n");
        Files.writeString(folder.resolve("hosts"), "web1\n");
    }

    @AfterEach
    void speakAsBefore() {
        Locale.setDefault(Locale.Category.DISPLAY, before);
    }

    private String told(Map<String, String> variables, String... more) {
        StringWriter err = new StringWriter();
        Environment environment = new Environment(folder, folder.resolve("nowhere"), variables);
        String[] words = new String[more.length + 4];
        words[0] = "validate";
        words[1] = folder.resolve("site.yml").toString();
        words[2] = "-i";
        words[3] = folder.resolve("hosts").toString();
        System.arraycopy(more, 0, words, 4, more.length);
        Main.run(new PrintWriter(new StringWriter()), new PrintWriter(err), environment, new RunContext(), words);
        return err.toString();
    }

    private static final String ENGLISH = "error[DP1096]: the key \"a\" stands here twice\n";
    private static final String CHINESE = "错误[DP1096]：键 \"a\" 在这里出现了两次\n";

    @Test
    void a_code_is_the_same_in_both_languages() {
        assertThat(told(Map.of())).startsWith(ENGLISH);
        assertThat(told(Map.of(), "--lang", "zh"))
                .startsWith(CHINESE)
                .contains("  位于 ")
                .contains("；请只保留一个。");
    }

    @ParameterizedTest
    @ValueSource(strings = {"zh_CN.UTF-8", "zh_TW", "zh", "zh_HK.UTF-8@pinyin"})
    void every_chinese_locale_reads_chinese(String locale) {
        assertThat(told(Map.of("LANG", locale))).startsWith(CHINESE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"C", "POSIX", "C.UTF-8", "en_US.UTF-8", "de_DE", "zha_CN", ""})
    void every_other_locale_reads_english(String locale) {
        assertThat(told(Map.of("LANG", locale))).startsWith(ENGLISH);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"zh_CN,C,C,true", "C,zh_CN,zh_CN,false", "-,zh_CN,C,true", "-,-,zh_CN,true"})
    void the_first_variable_that_is_set_decides(String all, String messages, String lang, boolean chinese) {
        Map<String, String> variables = new java.util.HashMap<>();
        variables.put("LC_ALL", all == null ? "" : all);
        variables.put("LC_MESSAGES", messages == null ? "" : messages);
        variables.put("LANG", lang);
        assertThat(told(variables)).startsWith(chinese ? CHINESE : ENGLISH);
    }

    @Test
    void the_option_wins_over_the_settings_and_these_win_over_the_locale() throws IOException {
        Files.writeString(folder.resolve("dockplay.yml"), "lang: en\n");
        assertThat(told(Map.of("LANG", "zh_CN"))).startsWith(ENGLISH);
        assertThat(told(Map.of("DOCKPLAY_LANG", "zh"))).startsWith(CHINESE);
        assertThat(told(Map.of("DOCKPLAY_LANG", "zh"), "--lang=en")).startsWith(ENGLISH);
    }

    @Test
    void a_language_that_it_does_not_speak_is_a_mistake() {
        assertThat(told(Map.of(), "--lang", "fr")).contains("--lang").contains("fr");
        assertThat(told(Map.of("DOCKPLAY_LANG", "fr"))).contains("lang is \"fr\", and should be en or zh");
    }

    @Test
    void what_stands_behind_two_dashes_is_another_programs() {
        assertThat(told(Map.of(), "--", "--lang", "zh")).startsWith("error");
    }
}
