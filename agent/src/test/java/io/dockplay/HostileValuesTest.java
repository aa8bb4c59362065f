package io.dockplay;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.resource.Script;
import io.dockplay.resource.Utf8;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Ten thousand hostile values, new ones in each run, through every shell of this machine: each comes out byte for byte, and none
 * is run. {@code -Ddockplay.seed=N} repeats a run.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class HostileValuesTest {

    private static final int VALUES = 10_000;

    @TempDir
    Path folder;

    static Stream<List<String>> shells() {
        return Stream.of(
                        List.of("/bin/sh"),
                        List.of("/bin/dash"),
                        List.of("/bin/bash"),
                        List.of("/bin/bash", "--posix"),
                        List.of("/bin/busybox", "sh"))
                .filter(shell -> new File(shell.get(0)).canExecute());
    }

    private static long seed() {
        return Long.getLong("dockplay.seed", new Random().nextInt(1_000_000));
    }

    /** The values as words, put into a script as deep as a change of another user is: a script in a script in a script. */
    private static Script printing(List<String> values, int depth) {
        Script script = Script.of("printf '%s\\0' {}", values);
        for (int i = 0; i < depth; i++) {
            script = i % 2 == 0 ? Script.of("eval {}", script.code()) : Script.of("sh -c {}", script.code());
        }
        return script;
    }

    @ParameterizedTest
    @MethodSource("shells")
    void each_comes_through_a_shell_as_it_is(List<String> shell) throws Exception {
        long seed = seed();
        System.out.println("hostile values through " + shell + ", seed " + seed);
        List<String> values = HostileValues.withBytes(seed, VALUES);
        for (int from = 0; from < VALUES; from += 500) {
            List<String> some = values.subList(from, from + 500);
            for (int depth = 0; depth < 3; depth += depth == 0 && from % 2000 > 0 ? 3 : 1) {
                // One argument of a program has at most 128 KiB, so what goes through sh -c is less.
                List<String> fitting = depth < 2 ? some : some.subList(0, 50);
                byte[] printed = run(shell, printing(fitting, depth));
                byte[] wanted =
                        Utf8.bytes(fitting.stream().map(each -> each + "\0").collect(Collectors.joining()));
                assertThat(printed)
                        .as("seed %d, %s, values from %d, depth %d", seed, shell, from, depth)
                        .isEqualTo(wanted);
            }
        }
        assertThat(new File(HostileValues.HIT)).as("seed %d", seed).doesNotExist();
        assertThat(folder)
                .as("seed %d", seed)
                .isDirectoryNotContaining(path -> !path.getFileName().toString().matches("script|out"));
    }

    private byte[] run(List<String> shell, Script script) throws Exception {
        Path file = Files.write(folder.resolve("script"), Utf8.bytes(script.code() + "\n"));
        Path out = folder.resolve("out");
        Process process = new ProcessBuilder(Stream.concat(shell.stream(), Stream.of(file.toString()))
                        .toList())
                .directory(folder.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectOutput(out.toFile())
                .start();
        String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        assertThat(process.waitFor()).as(errors).isZero();
        assertThat(errors).isEmpty();
        return Files.readAllBytes(out);
    }
}
