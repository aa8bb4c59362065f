package io.dockplay.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TailTest {

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void what_fits_is_kept_whole() {
        Tail tail = new Tail(5000);
        tail.write(bytes("x".repeat(2000)));
        tail.write(bytes("y".repeat(3000)));

        assertThat(tail.text()).isEqualTo("x".repeat(2000) + "y".repeat(3000));
        assertThat(tail.cut()).isZero();
    }

    @Test
    void what_does_not_fit_is_cut_at_a_line_and_told() {
        Tail tail = new Tail(1024);
        for (int i = 0; i < 100; i++) {
            tail.write(bytes("a line of text, number %03d\n".formatted(i)));
        }

        assertThat(tail.text())
                .matches("(?s)\\[the first 17\\d\\d bytes are left out\\]\na line of text, .*number 099\n");
        assertThat(tail.cut()).isEqualTo(2700 - 1024);
    }

    @Test
    void however_it_comes_the_end_of_it_is_kept() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            int most = 1024 + random.nextInt(5000);
            Tail tail = new Tail(most);
            StringBuilder all = new StringBuilder();
            while (all.length() < 20_000) {
                String piece = String.valueOf((char) ('a' + random.nextInt(26))).repeat(random.nextInt(4 * most));
                tail.write(bytes(piece));
                all.append(piece);
            }

            assertThat(tail.text())
                    .as("seed %d", seed)
                    .isEqualTo("[the first " + (all.length() - most) + " bytes are left out]\n"
                            + all.substring(all.length() - most));
        }
    }
}
