package io.dockplay.cli;

import io.dockplay.cli.console.ExitCode;
import io.dockplay.cli.option.DebugOption;
import io.dockplay.message.Message;
import io.dockplay.problem.FileTrouble;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dockplay init}: writes the files that a new project begins with. */
@Command(
        name = "init",
        mixinStandardHelpOptions = true,
        description = "Writes a new project's files: a playbook, an inventory, variables; never over another file.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class InitCommand implements Callable<Integer> {

    /** Where a file goes → what it is called within the program. */
    private static final Map<String, String> FILES = new LinkedHashMap<>();

    static {
        FILES.put("site.yml", "site.yml");
        FILES.put("hosts", "hosts");
        FILES.put("group_vars/all.yml", "all.yml");
        FILES.put("dockplay.yml", "dockplay.yml");
        FILES.put("README.md", "README.md");
        FILES.put(".gitignore", "gitignore");
    }

    @Parameters(
            arity = "0..1",
            defaultValue = ".",
            paramLabel = "FOLDER",
            description = "Where; it is made when it is not there. The current folder without it.")
    private Path folder;

    @Mixin
    @SuppressWarnings("UnusedVariable") // Main looks for it
    private DebugOption debug = new DebugOption();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        List<String> there = FILES.keySet().stream()
                .map(name -> folder.resolve(name).normalize())
                .filter(file -> Files.exists(file, LinkOption.NOFOLLOW_LINKS))
                .map(Path::toString)
                .toList();
        if (!there.isEmpty()) {
            throw new InvalidInput(Problem.of(
                    there.size() == 1
                            ? Message.of("%s is there already", there.get(0))
                            : Message.of("%s are there already", String.join(", ", there)),
                    Message.of("Nothing was written. Name another folder, or move what is there away.")));
        }
        PrintWriter out = spec.commandLine().getOut();
        FILES.forEach((name, resource) -> {
            Path file = folder.resolve(name).normalize();
            write(file, resource);
            out.println(Message.of("wrote %s", file));
        });
        String go = folder.normalize().toString().isEmpty() ? "" : "cd " + folder + " && ";
        out.println(Message.of(
                "Put your hosts into %s, and then:", folder.resolve("hosts").normalize()));
        out.println("  " + go + "dockplay validate site.yml");
        out.println("  " + go + "dockplay apply site.yml --dry-run");
        return ExitCode.AS_WANTED.number();
    }

    private static void write(Path file, String resource) {
        try (InputStream text = InitCommand.class.getResourceAsStream("init/" + resource)) {
            if (text == null) {
                throw new IllegalStateException("init/" + resource + " is missing from the program");
            }
            Path parent = file.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.copy(text, file);
        } catch (IOException e) {
            throw new InvalidInput(Problem.of(
                    Message.of("%s cannot be written: %s", file, FileTrouble.of(e)),
                    Message.of("Check that the folder is yours and that there is room.")));
        }
    }
}
