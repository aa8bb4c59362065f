package io.dockplay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.DebianProgram;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ctrl-C, typed on a terminal on which a run is being shown. */
class InterruptedOnTerminalTest {

    @TempDir
    Path folder;

    /** Reads what is painted until this text stands there. */
    private static String until(InputStream screen, String text) throws IOException {
        StringBuilder painted = new StringBuilder();
        while (painted.indexOf(text) < 0) {
            int next = screen.read();
            assertThat(next).as("the end of %s", painted).isNotNegative();
            painted.append((char) next);
        }
        return painted.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"apply site.yml", "exec all", "ping"})
    void the_live_part_goes_the_last_words_stay_and_the_terminal_is_as_before(String command) throws Exception {
        DebianProgram.needed("script");
        String java = Path.of(System.getProperty("java.home"), "bin/java").toString();
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Files.writeString(
                    folder.resolve("hosts"),
                    "web[1:2] ansible_host=127.0.0.1 ansible_port=" + silent.getLocalPort()
                            + "\nweb3 ansible_host=127.0.0.1 ansible_port=1\n");
            Files.writeString(
                    folder.resolve("site.yml"), "- hosts: all\n  tasks:\n    - file: {path: /a, state: absent}\n");
            // The shell, too, gets the signal, and stays to tell the rest.
            Path shell = Files.writeString(
                    folder.resolve("typed.sh"),
                    "trap : INT\nbefore=$(stty -g)\n'" + java + "' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '"
                            + System.getProperty("java.class.path") + "' io.dockplay.cli.Main " + command
                            + " -i hosts --timeout 600" + (command.startsWith("exec") ? " -- uptime" : "")
                            + "\necho \"exit $?\"\n[ \"$before\" = \"$(stty -g)\" ] && echo same\n");
            ProcessBuilder builder = new ProcessBuilder("script", "-q", "-c", "sh " + shell, "/dev/null")
                    .directory(folder.toFile())
                    .redirectErrorStream(true);
            builder.environment().put("XDG_STATE_HOME", folder.toString());
            builder.environment().put("TERM", "xterm");
            builder.environment().put("NO_COLOR", "1");
            Process process = builder.start();
            until(process.getInputStream(), "1 of 3");

            process.getOutputStream().write(3);
            process.getOutputStream().flush();
            String rest = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(rest).matches("(?s)[^\r\n]*\\^C\r\u001b\\[K\r\n.*"); // the line goes, the ^C with it
            List<String> lines = rest.replace("\r", "").lines().skip(1).toList();
            assertThat(lines)
                    .contains("error[DP1790]: web3: nothing listens on 127.0.0.1:1")
                    .endsWith(
                            "1 of 3 hosts were done; not done: web[1-2]",
                            "interrupted: a change that has begun on a host goes on to its end; run the same command again",
                            "exit 130",
                            "same");
        }
    }
}
