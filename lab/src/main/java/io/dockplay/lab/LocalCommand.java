package io.dockplay.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Runs a command on this machine. Its output goes to a log file, and an error quotes the end of it. */
final class LocalCommand {
    private static final int QUOTED_LINES = 12;

    private LocalCommand() {}

    static boolean exists(String name) {
        String path = System.getenv("PATH");
        for (String folder : ((path == null ? "" : path) + ":/usr/sbin:/sbin").split(":", -1)) {
            if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, name))) {
                return true;
            }
        }
        return false;
    }

    /** Runs it and waits for its end. An error has the purpose, the exit code and the last lines of the log. */
    static void run(String purpose, Path log, List<String> command) {
        run(purpose, log, command, Map.of());
    }

    static void run(String purpose, Path log, List<String> command, Map<String, String> environment) {
        int code;
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().putAll(environment);
            code = builder.start().waitFor();
        } catch (IOException e) {
            throw new LabUnavailable(purpose + ": " + command.get(0) + " does not start: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabUnavailable(purpose + ": interrupted", e);
        }
        if (code != 0) {
            throw new LabUnavailable(purpose + ": " + String.join(" ", command) + " failed with exit code " + code
                    + "\n" + end(log) + "\n  The whole log is in " + log);
        }
    }

    /** The last lines of a log, indented. */
    static String end(Path log) {
        try {
            List<String> lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return String.join(
                    "\n",
                    lines.subList(Math.max(0, lines.size() - QUOTED_LINES), lines.size()).stream()
                            .map(line -> "  " + line)
                            .toList());
        } catch (IOException e) {
            return "  (its log cannot be read: " + e.getMessage() + ")";
        }
    }
}
