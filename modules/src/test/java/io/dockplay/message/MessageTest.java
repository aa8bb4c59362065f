package io.dockplay.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MessageTest {

    private final Locale before = Locale.getDefault(Locale.Category.DISPLAY);

    @AfterEach
    void speakAsBefore() {
        Locale.setDefault(Locale.Category.DISPLAY, before);
    }

    @Test
    void a_message_is_told_with_its_values_of_which_some_are_messages() {
        Message why = Message.of("it has %d lines", 3);
        assertThat(Message.of("%s is not read: %s", "hosts", why).text())
                .isEqualTo("hosts is not read: it has 3 lines");
    }

    @Test
    void what_others_say_is_told_as_they_said_it_and_has_no_code() {
        Message said = Message.quoted("100% of %s");
        assertThat(said.text()).isEqualTo("100% of %s");
        assertThat(said.code()).isEqualTo(Code.NONE);
        assertThat(said.code().inBrackets()).isEmpty();
    }

    @Test
    void sentences_stand_one_behind_the_other() {
        Message hint = Message.of("Did you mean \"%s\"?", "web");
        assertThat(Message.of("There are none.").and(hint).text()).isEqualTo("There are none. Did you mean \"web\"?");
        assertThat(Message.NONE.and(hint)).isEqualTo(hint);
        assertThat(hint.and(Message.NONE)).isEqualTo(hint);
    }

    @Test
    void what_is_listed_has_semicolons_between_and_leaves_out_what_says_nothing() {
        Message late = Message.of("it is late");
        assertThat(Message.listed(List.of(late, Message.NONE, Message.quoted("yum failed")))
                        .text())
                .isEqualTo("it is late; yum failed");
        assertThat(Message.listed(List.of(Message.NONE, late))).isEqualTo(late);
        assertThat(Message.listed(List.of())).isEqualTo(Message.NONE);
    }

    @Test
    void behind_a_chinese_full_stop_there_is_no_space() {
        assertThat(Message.quoted("没有。").and(Message.quoted("有。")).text()).isEqualTo("没有。有。");
    }

    @Test
    void what_only_puts_signs_between_messages_has_the_code_of_the_first() {
        Message first = Message.of("it is not there");
        assertThat(Message.of("%s; %s", first, Message.of("it is late")).code()).isEqualTo(first.code());
    }

    @Test
    void what_is_in_no_catalogue_is_english_in_every_language() {
        Locale.setDefault(Locale.Category.DISPLAY, Locale.CHINESE);
        assertThat(Message.of("nobody has put %s into Chinese", "this").text())
                .isEqualTo("nobody has put this into Chinese");
    }

    @Test
    void a_number_that_nobody_knows_is_no_code() {
        assertThat(Code.read("DP0000")).isEqualTo(Code.NONE);
    }
}
