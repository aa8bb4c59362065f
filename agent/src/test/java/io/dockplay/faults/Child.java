package io.dockplay.faults;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** dockplay as a process of its own, which signals can reach. */
final class Child {

    private static final String PROGRAM = "io.dockplay.cli.Main";

    private final List<String> arguments;
    private final Process process;
    private final Path said;

    private Child(List<String> arguments, Process process, Path said) {
        this.arguments = arguments;
        this.process = process;
        this.said = said;
    }

    /**
     * Starts it.
     *
     * @param folder where it runs, and where what it says is kept
     * @param name of the file for what it says
     */
    static Child start(Path folder, String name, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Xmx128m",
                "-XX:SharedArchiveFile=" + System.getProperty("faults.archive", "none"),
                "-Xlog:disable",
                "-Xlog:all=off",
                "-cp",
                classPath(),
                PROGRAM));
        command.addAll(arguments);
        Path said = folder.resolve(name);
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        return new Child(arguments, process, said);
    }

    /** This program's own without the tests; it may be given relative to where this one was started. */
    private static String classPath() {
        return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(System.getProperty("java.class.path"))
                .filter(entry -> !entry.endsWith("test-classes"))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Waits for its end; tells whether it came in time. */
    boolean ends(Duration patience) throws InterruptedException {
        return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Sends a signal, such as {@code INT}; tells whether there was still somebody to get it. */
    boolean signal(String name) throws IOException, InterruptedException {
        return new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                        .redirectErrorStream(true)
                        .start()
                        .waitFor()
                == 0;
    }

    /** Ends it in any case, after it has told what its threads do. */
    void endHanging() throws IOException, InterruptedException {
        signal("QUIT");
        ends(Duration.ofSeconds(2));
        process.destroyForcibly().waitFor();
    }

    /** 128 and the number of the signal when it was killed. */
    int exit() {
        return process.exitValue();
    }

    /** All that it has said so far. */
    String said() throws IOException {
        return new String(Files.readAllBytes(said), StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "dockplay " + String.join(" ", arguments);
    }
}
