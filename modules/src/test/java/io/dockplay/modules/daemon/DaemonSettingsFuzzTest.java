package io.dockplay.modules.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.resource.UnsupportedState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Files of the Docker daemon's settings, made and spoilt at random: each is read or refused, what nobody edits stays byte for
 * byte, and what was added leaves no trace when it goes. {@code -Ddockplay.seed=N} repeats a run.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class DaemonSettingsFuzzTest {

    private static final int FILES = 20_000;

    private final long seed = Long.getLong("dockplay.seed", new Random().nextInt(1_000_000));
    private final Random random = new Random(seed);

    private String any(String... of) {
        return of[random.nextInt(of.length)];
    }

    private String blank() {
        return any("", "", "", " ", "\n  ", "\t", "\r\n", "  \n");
    }

    private String text() {
        return "\""
                + any(
                        "a",
                        "b",
                        "log-driver",
                        "registry-mirrors2",
                        "",
                        "é安🐳",
                        "x\\\"y",
                        "\\\\",
                        "\\u0041",
                        "a:b,{c}",
                        "}",
                        "]",
                        ": ")
                + "\"";
    }

    private String value(int depth) {
        return switch (random.nextInt(depth > 2 ? 4 : 6)) {
            case 0 -> any("true", "false", "null");
            case 1 -> any("0", "-1", "1.50", "1e3", "0.10", "12345678901234567890");
            case 2, 3 -> text();
            case 4 ->
                "[" + blank()
                        + (random.nextBoolean() ? "" : value(depth + 1) + blank() + "," + blank() + value(depth + 1))
                        + "]";
            default ->
                "{" + blank() + (random.nextBoolean() ? "" : text() + blank() + ":" + blank() + value(depth + 1))
                        + blank() + "}";
        };
    }

    private String json() {
        StringBuilder json = new StringBuilder(blank() + "{" + blank());
        int entries = random.nextInt(4);
        for (int i = 0; i < entries; i++) {
            String key = "\"k" + i + any("", "\\\"", "\\\\", "é", ":", "\\u0041", "{") + "\"";
            json.append(key + blank() + ":" + blank() + value(0) + blank() + (i + 1 < entries ? "," + blank() : ""));
        }
        return json + "}" + blank();
    }

    private String sysconfig() {
        StringBuilder text = new StringBuilder();
        for (int lines = random.nextInt(4); lines > 0; lines--) {
            text.append(any(
                    "# a comment",
                    "",
                    "  ",
                    "DOCKER_NOFILE=1",
                    "other_args=",
                    "other_args=\"\"",
                    "other_args=' '",
                    "other_args=\"  --debug   --label=a=b\t-H  tcp://x \"",
                    "export other_args=\"--selinux-enabled\" # why",
                    "other_args='--log-level=warn'",
                    "other_args=--debug",
                    "other_args=\"$other_args --iptables=false\"",
                    " other_args=\"--registry-mirror=https://a --x\"; export other_args",
                    "é安=\"x\"",
                    "OPTIONS='--selinux-enabled   --x'"));
            text.append(any("\n", "\n", "\n", "\r\n", ""));
        }
        return text.toString();
    }

    private String spoilt(String text) {
        StringBuilder spoilt = new StringBuilder(text);
        for (int i = random.nextInt(4); i > 0 && spoilt.length() > 0; i--) {
            int at = random.nextInt(spoilt.length());
            switch (random.nextInt(3)) {
                case 0 -> spoilt.deleteCharAt(at);
                case 1 -> spoilt.insert(at, "{}[]\",:\\ \n\t#'$=\0é\uDCE9".charAt(random.nextInt(18)));
                default -> spoilt.setLength(at);
            }
        }
        return spoilt.toString();
    }

    @Test
    void a_daemon_json_is_read_or_refused_and_keeps_all_that_is_not_ours() {
        System.out.println("daemon.json, seed " + seed);
        int read = 0;
        for (int i = 0; i < FILES; i++) {
            String whole = json();
            String text = random.nextInt(3) == 0 ? spoilt(whole) : whole;
            Optional<DaemonJson> before = readJson(text);
            assertThat(before.isPresent() || !text.equals(whole))
                    .as("seed %d: %s", seed, text)
                    .isTrue();
            if (before.isEmpty()) {
                continue;
            }
            read++;
            DaemonJson after = DaemonJson.read(before.get().with("ours", "[1]"));
            assertThat(after.value("ours")).as("seed %d: %s", seed, text).contains("[1]");
            for (DaemonJson.Entry entry : before.get().entries()) {
                assertThat(after.value(entry.key()))
                        .as("seed %d: %s", seed, text)
                        .isEqualTo(before.get().value(entry.key()));
                String former = before.get().value(entry.key()).orElseThrow();
                String edited = before.get().with(entry.key(), "{\"x\": 7}");
                assertThat(DaemonJson.read(edited).value(entry.key()))
                        .as("seed %d: %s", seed, text)
                        .contains("{\"x\": 7}");
                assertThat(DaemonJson.read(edited).with(entry.key(), former))
                        .as("seed %d", seed)
                        .isEqualTo(text);
            }
            if (!before.get().entries().isEmpty()) {
                assertThat(after.without("ours")).as("seed %d", seed).isEqualTo(text);
            }
        }
        assertThat(read).isGreaterThan(FILES / 2);
    }

    private static Optional<DaemonJson> readJson(String text) {
        try {
            return Optional.of(DaemonJson.read(text));
        } catch (UnsupportedState unsupported) {
            assertThat(unsupported.getMessage()).matches("(?s)/etc/docker/daemon\\.json:[0-9]+:[0-9]+ .*");
            return Optional.empty();
        }
    }

    @Test
    void an_option_that_lacks_its_value_does_not_take_the_next_option_for_it() {
        OtherArgs read =
                OtherArgs.read(OtherArgs.read("other_args=--registry-mirror").with("ours", List.of("--ours=1")));

        assertThat(read.mirrors()).isEmpty();
        assertThat(read.values("ours")).containsExactly("1");
    }

    @Test
    void other_args_are_read_or_refused_and_keep_all_that_is_not_ours() {
        System.out.println("other_args, seed " + seed);
        int read = 0;
        for (int i = 0; i < FILES; i++) {
            String text = random.nextInt(3) == 0 ? spoilt(sysconfig()) : sysconfig();
            OtherArgs before;
            try {
                before = OtherArgs.read(text);
            } catch (UnsupportedState unsupported) {
                assertThat(unsupported.getMessage()).matches("(?s)/etc/sysconfig/docker:[0-9]+: .*");
                continue;
            }
            read++;
            List<String> flags = new ArrayList<>(List.of("--ours=1"));
            if (random.nextBoolean()) {
                flags.add("--ours=2");
            }
            String with = before.with("ours", flags);
            assertThat(with).as("seed %d: %s", seed, text).satisfies(OtherArgs::read);
            assertThat(OtherArgs.read(with).values("ours"))
                    .as("seed %d: %s", seed, text)
                    .isEqualTo(flags.stream().map(each -> each.substring(7)).toList());
            assertThat(OtherArgs.read(with).mirrors())
                    .as("seed %d: %s", seed, text)
                    .isEqualTo(before.mirrors());
            assertThat(before.with("none-of-it", List.of())).as("seed %d", seed).isEqualTo(text);
            // A value without quotes gets some, and keeps them.
            boolean quoted = !before.settings().isEmpty()
                    && !before.settings()
                            .get(before.settings().size() - 1)
                            .quote()
                            .isEmpty();
            if (quoted) {
                assertThat(OtherArgs.read(with).with("ours", List.of()))
                        .as("seed %d: %s", seed, with)
                        .isEqualTo(text);
            }
        }
        assertThat(read).isGreaterThan(FILES / 3);
    }
}
