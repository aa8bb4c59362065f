package io.dockplay.modules.services;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class UnitCommandTest {

    private static UnitCommand read(String argv, String environment, String files) {
        return UnitCommand.read(
                List.of(
                        "Environment=" + environment,
                        "ExecStart={ path=/usr/bin/dockerd ; argv[]=/usr/bin/dockerd " + argv
                                + " ; ignore_errors=no }"),
                files);
    }

    @Test
    void a_variable_alone_becomes_its_words() {
        assertThat(read("$OPTIONS", "", "OPTIONS='-H fd://  --label \"a b\"'\n").words())
                .containsExactly("/usr/bin/dockerd", "-H", "fd://", "--label", "a b");
    }

    @Test
    void a_variable_in_braces_stays_one_word() {
        assertThat(read("--mtu=${MTU}", "MTU=1450 A=b c", "").words())
                .containsExactly("/usr/bin/dockerd", "--mtu=1450");
    }

    @Test
    void a_later_file_counts_more_than_an_earlier_one_and_than_environment() {
        assertThat(read("$A", "A=-1 B=x", "A=-2\n# A=-4\n;A=-5\nA=\"-3 \\\n-D\"\n")
                        .words())
                .containsExactly("/usr/bin/dockerd", "-3", "-D");
    }

    @Test
    void a_variable_that_nobody_sets_is_left_out_and_told() {
        UnitCommand command = read("$NONE -D", "", "");
        assertThat(command.words()).containsExactly("/usr/bin/dockerd", "-D");
        assertThat(command.isWhole()).isFalse();
        assertThat(read("-D", "", "").isWhole()).isTrue();
    }
}
