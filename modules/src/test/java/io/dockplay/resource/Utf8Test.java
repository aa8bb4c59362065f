package io.dockplay.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockplay.message.Message;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8Test {

    @RepeatedTest(200)
    void any_bytes_come_back_as_they_were(RepetitionInfo seed) {
        Random random = new Random(seed.getCurrentRepetition());
        for (int i = 0; i < 50; i++) {
            byte[] bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            if (random.nextBoolean()) {
                byte[] text = "é安🐳".getBytes(StandardCharsets.UTF_8);
                int at = random.nextInt(text.length);
                System.arraycopy(text, at, bytes, 0, Math.min(bytes.length, text.length - at));
            }
            assertThat(Utf8.bytes(Utf8.text(bytes))).isEqualTo(bytes);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "é", "安装 🐳", "\u0000", "\ufffd", "💀"})
    void a_text_is_its_usual_bytes(String text) {
        assertThat(Utf8.bytes(text)).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
        assertThat(Utf8.text(Utf8.bytes(text))).isEqualTo(text);
    }

    @Test
    void a_character_that_was_cut_in_two_is_whole_again_when_its_halves_meet() {
        String first = Utf8.text(new byte[] {(byte) 0xC3});
        String second = Utf8.text(new byte[] {(byte) 0xA9});
        assertThat(Utf8.bytes(first + second)).isEqualTo("é".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void what_no_word_of_a_shell_can_hold_is_refused() {
        assertThat(Utf8.flaw("a\u0000b").orElse(Message.NONE).text()).contains("a NUL character");
        assertThat(Utf8.flaw("🐳".substring(0, 1)).orElse(Message.NONE).text()).contains("half a character");
        assertThat(Utf8.flaw("é安🐳" + Utf8.text(new byte[] {(byte) 0xFF}))).isEmpty();
        assertThatThrownBy(() -> Script.of("echo {}", "a\u0000b"))
                .isInstanceOf(UnsupportedState.class)
                .hasMessageContaining("a NUL character");
    }
}
