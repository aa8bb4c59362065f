package io.dockplay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** A program that a test runs beside dockplay. On Debian, as root, it is installed, as the lab brings its engine. */
public final class DebianProgram {

    private DebianProgram() {}

    /**
     * Makes sure that a program is there.
     *
     * @param name what it is called, and its package too
     */
    public static void needed(String name) throws IOException, InterruptedException {
        needed(name, name);
    }

    /**
     * Makes sure that a program is there.
     *
     * @param packages those of Debian that bring it, with what it needs beside
     */
    public static synchronized void needed(String name, String packages) throws IOException, InterruptedException {
        boolean there = Arrays.stream(System.getenv("PATH").split(":", -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
        if (there) {
            return;
        }
        Process apt = new ProcessBuilder(
                        "sh",
                        "-c",
                        "apt-get update -q && apt-get install -q -y --no-install-recommends -o DPkg::Lock::Timeout=300 "
                                + packages)
                .redirectErrorStream(true)
                .start();
        String said = new String(apt.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(apt.waitFor())
                .as("%s is needed and cannot be installed; on Debian: apt-get install %s%n%s", name, packages, said)
                .isZero();
    }
}
