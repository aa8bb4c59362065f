package io.dockplay.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.message.Message;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProblemTest {

    @Test
    void a_huge_word_of_a_file_fills_the_screen_neither_in_what_is_wrong_nor_in_the_advice() {
        String name = "x".repeat(100_000);

        Problem problem = Problem.of(
                Message.quoted("there is no variable " + name),
                Message.quoted("Give a default: ${" + name + "!\"…\"}. It helps."));

        assertThat(problem.toString()).hasSizeLessThan(1200);
        assertThat(problem.advice()).startsWith("Give a default: ${xxx").endsWith("x!\"…\"}. It helps.");
    }

    @Test
    void an_advice_of_many_words_stays_whole() {
        String names = IntStream.range(0, 200).mapToObj(i -> "option-" + i).collect(Collectors.joining(", "));

        assertThat(Problem.of(Message.quoted("there is no such option"), Message.quoted(names))
                        .advice())
                .isEqualTo(names);
    }
}
