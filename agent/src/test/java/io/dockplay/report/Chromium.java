package io.dockplay.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A headless Chromium that opens a page from the disk.
 *
 * @param profile a folder of its own
 */
record Chromium(Path profile) {

    /** The page as it is when its script has run; a word of the page on the console is a failure. */
    String dom(Path page, String fragment) throws Exception {
        return run(page.toUri() + "#" + fragment, "--dump-dom");
    }

    /** Draws the page. */
    void screenshot(Path page, String fragment, Path png, int width, int height, String... more) throws Exception {
        List<String> options = new ArrayList<>(List.of(more));
        options.add("--screenshot=" + png);
        options.add("--window-size=" + width + "," + height);
        run(page.toUri() + "#" + fragment, options.toArray(String[]::new));
    }

    /** Brings a Chromium, as the lab brings its engine, where that can be done; else says what to do. */
    private static void install() throws IOException, InterruptedException {
        if (Files.isExecutable(Path.of("/usr/bin/chromium"))) {
            return;
        }
        Process apt = new ProcessBuilder(
                        "sh", "-c", "apt-get update -q && apt-get install -q -y --no-install-recommends chromium")
                .redirectErrorStream(true)
                .start();
        String said = new String(apt.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(apt.waitFor())
                .as(
                        "Chromium is needed, and cannot be installed by itself; on Debian: apt-get install chromium\n%s",
                        said)
                .isZero();
    }

    private String run(String url, String... options) throws IOException, InterruptedException {
        install();
        List<String> words = new ArrayList<>(List.of(
                "/usr/bin/chromium",
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-quic",
                "--enable-logging=stderr",
                "--virtual-time-budget=10000",
                "--user-data-dir=" + profile));
        words.addAll(List.of(options));
        words.add(url);
        Path console = profile.resolveSibling("console.txt");
        Process chromium =
                new ProcessBuilder(words).redirectError(console.toFile()).start();
        String printed = new String(chromium.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(chromium.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(console).content().doesNotContain("CONSOLE");
        assertThat(chromium.exitValue()).isZero();
        return printed;
    }
}
