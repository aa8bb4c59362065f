package io.dockplay.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HiddenTextsTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void the_longest_text_that_begins_at_a_place_is_found_as_if_each_was_compared(long seed) {
        Random random = new Random(seed);
        HiddenTexts texts = new HiddenTexts();
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            String text = letters(random, 4 + random.nextInt(5));
            all.add(text);
            texts.add(text);
        }
        String where = letters(random, 3000);
        for (int at = 0; at < where.length(); at++) {
            int place = at;
            int longest = all.stream()
                    .filter(text -> where.startsWith(text, place))
                    .mapToInt(String::length)
                    .max()
                    .orElse(0);
            assertThat(texts.end(where, at) - at).isEqualTo(longest);
        }
    }

    /** Few letters, so that the texts begin alike and are parts of each other. */
    private static String letters(Random random, int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append((char) ('a' + random.nextInt(3)));
        }
        return text.toString();
    }

    @Test
    void every_line_is_found_in_each_of_its_forms_and_none_that_is_too_short() {
        HiddenTexts texts = new HiddenTexts();
        assertThat(texts.isEmpty()).isTrue();

        texts.add("abc\n  it's \"one\" \n");

        assertThat(texts.isEmpty()).isFalse();
        assertThat(texts.end("abc", 0)).isZero();
        assertThat(texts.end("abcd", 0)).isZero();
        for (String form : List.of("it's \"one\"", "it'\\''s \"one\"", "it's \\\"one\\\"", "it%27s+%22one%22")) {
            assertThat(texts.end("x " + form + " y", 2)).as(form).isEqualTo(2 + form.length());
        }
    }
}
