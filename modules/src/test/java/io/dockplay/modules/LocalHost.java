package io.dockplay.modules;

import io.dockplay.resource.Blocker;
import io.dockplay.resource.Machine;
import io.dockplay.resource.PendingChanges;
import io.dockplay.resource.Plan;
import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.Resource;
import io.dockplay.resource.Script;
import io.dockplay.resource.ScriptResult;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * This machine as a host whose files are in a folder: runs a module's scripts as a real host would, with the real {@code
 * keep} and {@code kept}.
 *
 * @param folder where the record, the answers and the attachments go; programs of its own are in {@code bin}
 * @param shell such as {@code dash}
 */
public record LocalHost(Path folder, List<String> shell) {

    private static final Path RUNTIME =
            Path.of("..", "agent", "src", "main", "resources", "io", "dockplay", "transport", "runtime.sh");

    public static final Machine MACHINE = CaseMachine.of(Map.of("like", "centos7", "selinux", "disabled"));

    /** What is still to be done. */
    public <S extends Record> Plan plan(Resource<S> resource) {
        return resource.plan(look(resource), MACHINE, PendingChanges.NOTHING);
    }

    /** Looks, changes what is to be changed, looks again; gives why the change does not hold. */
    public <S extends Record> Optional<String> apply(Resource<S> resource) {
        S before = look(resource);
        Plan plan = resource.plan(before, MACHINE, PendingChanges.NOTHING);
        if (plan.blocker().isPresent() || plan.isNothing()) {
            return plan.blocker().map(Blocker::toString);
        }
        ScriptResult scriptResult = run(plan.script());
        return resource.verify(before, look(resource), scriptResult, MACHINE).map(why -> why.text() + scriptResult);
    }

    public <S extends Record> S look(Resource<S> resource) {
        try {
            Path answers = Files.createTempDirectory(folder, "answers");
            String prelude = "at='" + answers + "'\nanswer() { exec >\"$at/$1\"; }\n" + tools();
            int code =
                    shell(prelude + resource.probe(MACHINE).code(), List.of()).exitCode();
            Map<String, byte[]> values = new HashMap<>();
            try (Stream<Path> files = Files.list(answers)) {
                for (Path file : files.toList()) {
                    values.put(String.valueOf(file.getFileName()), Files.readAllBytes(file));
                }
            }
            return resource.read(new ProbeOutput(values, code));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public ScriptResult run(Script script) {
        try {
            Path attachments = Files.createTempDirectory(folder, "attachments");
            for (int i = 0; i < script.attachments().size(); i++) {
                Files.write(
                        attachments.resolve(String.valueOf(i + 1)),
                        script.attachments().get(i).bytes());
            }
            return shell(
                    tools() + "attachments='" + attachments + "'\numask 022\n" + script.code() + "\n", List.of("-e"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The functions that runtime.sh gives to every script, with this host's record in our folder. */
    private String tools() throws IOException {
        String runtime = Files.readString(RUNTIME);
        int begin = runtime.indexOf("identify() {");
        return "home='" + folder.resolve("home") + "'\n" + runtime.substring(begin, runtime.indexOf("\n'\n", begin))
                + "\n";
    }

    private ScriptResult shell(String code, List<String> options) throws IOException {
        Path script = Files.createTempFile(folder, "script", "");
        Path output = Files.createTempFile(folder, "output", "");
        Path errors = Files.createTempFile(folder, "errors", "");
        Files.writeString(script, code);
        List<String> command = Stream.of(shell, options, List.of(script.toString()))
                .flatMap(List::stream)
                .toList();
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile());
        builder.environment().put("LC_ALL", "C");
        builder.environment().merge("PATH", folder.resolve("bin") + ":", (path, ours) -> ours + path);
        try {
            int exit = builder.start().waitFor();
            return new ScriptResult(exit, Files.readString(output), Files.readString(errors));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
