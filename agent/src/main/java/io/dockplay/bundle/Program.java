package io.dockplay.bundle;

import io.dockplay.message.Message;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A program of this machine that does a part of the work.
 *
 * @param name its name on the PATH
 * @param packages those of Debian that bring it
 */
record Program(String name, String packages) {

    static final Program DNF = new Program("dnf", "dnf dnf-plugins-core");
    static final Program CREATEREPO = new Program("createrepo_c", "createrepo-c");
    static final Program RPMKEYS = new Program("rpmkeys", "rpm");
    static final Program SKOPEO = new Program("skopeo", "skopeo");

    private static final int LINES = 12;

    /** What a program did: its exit code, and what it wrote. */
    record Ending(int code, String output, String errors) {}

    /**
     * Runs it to its end, and returns what it wrote to its standard output.
     *
     * @param purpose what cannot be done when it fails, such as {@code the packages cannot be had}
     * @throws InvalidInput when it is not there or fails, with its last words
     */
    String run(Message purpose, Path folder, List<String> arguments) {
        Ending ending = end(folder, arguments);
        if (ending.code() != 0) {
            List<String> said =
                    (ending.errors() + ending.output()).strip().lines().toList();
            throw new InvalidInput(Problem.of(
                    Message.of("%s: %s ended with %s", purpose, name, ending.code()),
                    Message.quoted(String.join("\n", said.subList(Math.max(0, said.size() - LINES), said.size())))));
        }
        return ending.output();
    }

    /** Runs it to its end, whatever that is. */
    Ending end(Path folder, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(name));
        command.addAll(arguments);
        try {
            Path errors = folder.resolve(name + ".errors");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectError(errors.toFile());
            builder.environment().put("LC_ALL", "C.UTF-8");
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int code = process.waitFor();
            return new Ending(code, output, Files.readString(errors));
        } catch (IOException e) {
            throw new InvalidInput(Problem.of(
                    Message.of("there is no %s on this machine, and a bundle is made with it", name),
                    Message.of("Install it; on Debian: apt-get install %s", packages)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
