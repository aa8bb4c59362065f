package io.dockplay.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.lab.Engine;
import io.dockplay.lab.Images;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A fresh Debian without Java, in which something is installed. */
final class Container implements AutoCloseable {

    /** Where the build has put what people install. */
    static final Path TARGET = Path.of("target").toAbsolutePath();

    static final String VERSION = "0.1.0";

    private static final Engine ENGINE = Engine.ensure(System.out::println);
    private static final String BASE =
            Images.ensure(ENGINE, System.out::println).base();

    private final String id;

    private Container(String id) {
        this.id = id;
    }

    /** What a command said, on both outputs, and how it ended. */
    record Answer(int exit, String text) {

        /** What it said; it must have ended with 0. */
        String good() {
            assertThat(exit).as(text).isZero();
            return text;
        }
    }

    /** Starts one; with more options of {@code docker run} than it needs. */
    static Container start(String... options) {
        List<String> words = new ArrayList<>(List.of("run", "--detach", "--rm"));
        words.addAll(List.of(options));
        words.addAll(List.of(BASE, "sleep", "3600"));
        return new Container(docker(words).good().strip());
    }

    /** Builds an image by a Dockerfile upon the same base, and returns its name. */
    static String build(Path dockerfile, String name) {
        docker(List.of(
                        "build",
                        "-q",
                        "--build-arg",
                        "BASE=" + BASE,
                        "-t",
                        name,
                        "-f",
                        dockerfile.toString(),
                        TARGET.toString()))
                .good();
        return name;
    }

    static Answer docker(List<String> words) {
        List<String> command =
                new ArrayList<>(List.of("docker", "--host", ENGINE.address().toString()));
        command.addAll(words);
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().put("DOCKER_BUILDKIT", "0"); // the client alone has no other builder
            Process process = builder.start();
            process.getOutputStream().close();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Answer(process.waitFor(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Puts a file of this machine, or a folder, into it. */
    void put(Path file, String place) {
        docker(List.of("cp", file.toString(), id + ":" + place)).good();
    }

    /** Puts what the build has made into /tmp, by its name's beginning and end. */
    String made(String start, String end) {
        try (Stream<Path> all = Files.list(TARGET)) {
            Path file = all.filter(each -> each.getFileName().toString().startsWith(start))
                    .filter(each -> each.getFileName().toString().endsWith(end))
                    .reduce((one, other) -> {
                        throw new IllegalStateException("both " + one + " and " + other + " are there; run mvn clean");
                    })
                    .orElseThrow();
            put(file, "/tmp/" + file.getFileName());
            return "/tmp/" + file.getFileName();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a line of shell as root. */
    Answer sh(String line) {
        return docker(List.of("exec", id, "sh", "-c", line));
    }

    /** Runs a line of shell as nobody. */
    Answer asNobody(String line) {
        return docker(List.of("exec", "--user", "nobody", "--env", "HOME=/nonexistent", id, "sh", "-c", line));
    }

    @Override
    public void close() {
        docker(List.of("kill", id));
    }
}
