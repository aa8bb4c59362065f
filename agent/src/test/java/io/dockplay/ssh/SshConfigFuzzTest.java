package io.dockplay.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.transport.Unreachable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** ssh_config files, spoilt at random: each leads somewhere, or is told as a problem of the host. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class SshConfigFuzzTest {

    private static final String GOOD = """
            # mine
            Host web1 db-*.example !db-2.example
              HostName 192.0.2.%h
              Port 2222
              User ops
              IdentityFile ~/.ssh/id_%r
              IdentitiesOnly yes
              ProxyJump ann@jump.example:22,[2001:db8::1]:2200
            Host=*
            \tServerAliveInterval=30
              Port "22"
              ProxyJump none
            Match host x,web? originalhost "web1"
              Include nowhere/*
            """;

    private static final String[] PIECES = {
        "\0",
        "\n",
        "\r",
        "\t",
        " ",
        "=",
        "\"",
        "'",
        "#",
        "*",
        "?",
        "!",
        "%",
        "%h",
        "%%",
        "~",
        "/",
        "[",
        "]",
        ":",
        ",",
        "@",
        "-1",
        "99999999999",
        "none",
        "Host ",
        "Host",
        "Port ",
        "Match ",
        "ProxyJump ",
        "é",
        "\u00ff",
        "\\"
    };

    @TempDir
    Path folder;

    private static String spoilt(Random random) {
        StringBuilder text = new StringBuilder(GOOD);
        for (int i = random.nextInt(8); i > 0 && text.length() > 1; i--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(4)) {
                case 0 -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(6)));
                case 1 -> text.setLength(Math.max(at, 1));
                default -> text.insert(at, PIECES[random.nextInt(PIECES.length)]);
            }
        }
        return text.toString();
    }

    private SshOptions options(Path file) {
        SshOptions usual = TestServer.options(folder, Duration.ofSeconds(5));
        return new SshOptions(
                usual.knownHosts(),
                List.of(),
                false,
                usual.connectTimeout(),
                usual.patience(),
                file,
                folder.resolve("none"),
                List.of(),
                Optional.empty(),
                Duration.ofMillis(1));
    }

    @Test
    void a_configuration_leads_somewhere_or_is_told() throws Exception {
        long seed = Long.getLong("dockplay.seed", new Random().nextInt(1_000_000));
        System.out.println("ssh_config, seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 3000; i++) {
            String text = spoilt(random);
            Path file = Files.write(folder.resolve("config" + i), text.getBytes(StandardCharsets.UTF_8));
            try {
                Route route =
                        Route.of(SshTarget.of("web1", Map.of(), Optional.empty()), options(file), new ConfigFiles());
                assertThat(route.port()).as("seed %d: %s", seed, text).isBetween(1, 65535);
                assertThat(route.address()).as("seed %d: %s", seed, text).doesNotContain("\0");
            } catch (Unreachable told) {
                assertThat(told.problem().toString()).containsAnyOf(file.toString(), "ssh_config");
            } catch (RuntimeException bug) {
                throw new AssertionError("seed " + seed + ": " + text, bug);
            }
            Files.delete(file);
        }
    }
}
