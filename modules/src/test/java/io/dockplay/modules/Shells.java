package io.dockplay.modules;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The shells of this machine that check the syntax of every script that a case brings up. */
public final class Shells {

    private static final Map<String, List<String>> KNOWN = Map.of(
            "dash", List.of("dash", "-n"),
            "bash", List.of("bash", "--posix", "-n"),
            "busybox", List.of("busybox", "sh", "-n"));

    private static final Set<String> FINE = ConcurrentHashMap.newKeySet();

    private Shells() {}

    /** The names of those that are on the PATH. */
    public static List<String> present() {
        return KNOWN.keySet().stream().filter(Shells::onPath).sorted().toList();
    }

    /** What the first shell that refuses some code says of it; none when all take it. */
    static Optional<String> complaint(String code) {
        if (FINE.contains(code)) {
            return Optional.empty();
        }
        for (String shell : present()) {
            String said = check(KNOWN.getOrDefault(shell, List.of()), code);
            if (!said.isEmpty()) {
                return Optional.of(shell + " refuses:\n" + code + "\n" + said);
            }
        }
        FINE.add(code);
        return Optional.empty();
    }

    private static String check(List<String> command, String code) {
        try {
            Process process = new ProcessBuilder(new ArrayList<>(command))
                    .redirectErrorStream(true)
                    .start();
            try (var input = process.getOutputStream()) {
                input.write(code.getBytes(StandardCharsets.UTF_8));
            }
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int exit = process.waitFor();
            return exit == 0 ? said : said + "exit code " + exit;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static boolean onPath(String name) {
        @Nullable String path = System.getenv("PATH");
        return path != null
                && Arrays.stream(path.split(File.pathSeparator))
                        .anyMatch(folder -> new File(folder, name).canExecute());
    }
}
