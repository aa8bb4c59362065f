package io.dockplay.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.DebianProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
    String dom(Path page, String fragment, String... more) throws Exception {
        List<String> options = new ArrayList<>(List.of(more));
        options.add("--dump-dom");
        return run(page.toUri() + "#" + fragment, options.toArray(String[]::new));
    }

    /** Draws the page. */
    void screenshot(Path page, String fragment, Path png, int width, int height, String... more) throws Exception {
        List<String> options = new ArrayList<>(List.of(more));
        options.add("--screenshot=" + png);
        options.add("--window-size=" + width + "," + height);
        run(page.toUri() + "#" + fragment, options.toArray(String[]::new));
    }

    private String run(String url, String... options) throws IOException, InterruptedException {
        DebianProgram.needed("chromium");
        List<String> words = new ArrayList<>(List.of(
                "chromium",
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
