package io.dockplay.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the login shell reads first; BecomeIT shows that real ones read it, and that sudo does. */
class LaunchTest {

    static Stream<Launch> launches() {
        return Stream.of(Become.LOGIN_USER, Become.ROOT, new Become(true, Optional.of("it's \\ a! secret")))
                .flatMap(
                        become -> Stream.of(true, false).map(terminal -> new Launch(become, "0a1b", 20_000, terminal)));
    }

    @ParameterizedTest
    @MethodSource("launches")
    void every_login_shell_reads_the_command_alike(Launch launch) {
        // For csh an exclamation mark calls up an earlier command, and a newline ends a quoted word; fish takes a
        // backslash
        // before a quote or another backslash for an escape, also within single quotes.
        assertThat(launch.command()).doesNotContain("!", "\n", "\\'", "\\\\");
    }

    @ParameterizedTest
    @MethodSource("launches")
    void no_password_stands_in_the_command(Launch launch) {
        assertThat(launch.command()).doesNotContain("secret");
    }

    @ParameterizedTest
    @MethodSource("launches")
    void on_a_terminal_the_shell_and_sudo_read_from_a_pipe_alone(Launch launch) {
        String command = launch.command();
        int pipe = command.indexOf("cat | ");
        assertThat(pipe >= 0).isEqualTo(launch.terminal());
        if (launch.terminal()) {
            assertThat(command.substring(0, pipe)).doesNotContain("sudo").contains("stty raw -echo; ", " ready");
            assertThat(command.indexOf("cat | ", pipe + 1)).isNegative();
        }
    }
}
