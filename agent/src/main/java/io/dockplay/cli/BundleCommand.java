package io.dockplay.cli;

import io.dockplay.bundle.BundleBuilder;
import io.dockplay.bundle.BundleContents;
import io.dockplay.cli.console.ExitCode;
import io.dockplay.cli.option.InputOptions;
import io.dockplay.cli.run.BundleNeeds;
import io.dockplay.cli.run.PlaybookRunner;
import io.dockplay.cli.run.RunContext;
import io.dockplay.message.Message;
import io.dockplay.problem.FileTrouble;
import io.dockplay.problem.Harmless;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Problem;
import io.dockplay.resource.Supply;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dockplay bundle}: gathers in one file what hosts without a network need for a playbook. */
@Command(
        name = "bundle",
        mixinStandardHelpOptions = true,
        description = {
            "Gathers in one file all that hosts take from the network for a playbook; no host is contacted.",
            "\"dockplay apply --bundle FILE\" then takes it from there: docs/bundle.md."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class BundleCommand implements Callable<Integer> {

    private final RunContext context;

    BundleCommand(RunContext context) {
        this.context = context;
    }

    @Parameters(paramLabel = "PLAYBOOK", description = "The playbook.")
    private Path playbook;

    @Option(
            names = {"-o", "--out"},
            required = true,
            paramLabel = "FILE",
            description = "Write the bundle to this file.")
    private Path out;

    @Option(
            names = "--release",
            split = ",",
            paramLabel = "N",
            description = "Only for hosts of CentOS 6, or of 7; for both without it.")
    private List<String> releases = List.of("6", "7");

    @Option(
            names = "--repo",
            paramLabel = "FILE",
            description = "A .repo file of the hosts; without one, the archives of CentOS and EPEL.")
    private List<Path> repositories = new ArrayList<>();

    @Option(
            names = "--image",
            paramLabel = "NAME",
            description = "An image that only a command of the playbook names, such as hello-world.")
    private List<String> images = new ArrayList<>();

    @Option(
            names = "--registry-mirror",
            paramLabel = "URL",
            description = "Take the images of Docker Hub from this mirror.")
    private Optional<String> mirror = Optional.empty();

    @Mixin
    private InputOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        releases.stream()
                .filter(each -> !BundleNeeds.RELEASES.containsKey(each))
                .findFirst()
                .ifPresent(unknown -> {
                    throw new InvalidInput(Problem.of(
                            Message.of("--release: there is no release \"%s\"", unknown),
                            Message.of("Write 6, 7 or 6,7.")));
                });
        PrintWriter print = spec.commandLine().getOut();
        PlaybookRunner runner = new PlaybookRunner(print, spec.commandLine().getErr(), context);
        BundleNeeds needs = BundleNeeds.of(runner.targets(Optional.of(playbook), options.run()), releases);
        needs.supplies().values().forEach(each -> images.forEach(name -> each.add(new Supply.Image(whole(name)))));
        if (needs.supplies().values().stream().allMatch(Set::isEmpty)) {
            throw new InvalidInput(Problem.of(
                    Message.of("there is nothing to bundle: no task takes anything from the network"),
                    Message.of("Is the release right (--release), and the playbook?")));
        }
        needs.unknown()
                .forEach(task -> runner.err()
                        .println(Harmless.line(Message.of(
                                        "warning: %s: what \"%s\" takes from the network is known only when it runs, and is not in the bundle",
                                        task.position(), task.name())
                                .text())));
        BundleContents made = new BundleBuilder(playbook.toString(), texts(), mirror).build(needs.supplies(), out);
        tell(made, print);
        return ExitCode.AS_WANTED.number();
    }

    private static String whole(String image) {
        String last = image.substring(image.lastIndexOf('/') + 1);
        return last.contains(":") || last.contains("@") ? image : image + ":latest";
    }

    private List<String> texts() {
        List<String> texts = new ArrayList<>();
        for (Path file : repositories) {
            try {
                texts.add(Files.readString(file));
            } catch (IOException e) {
                throw new InvalidInput(Problem.of(
                        Message.of("--repo: %s cannot be read: %s", file, FileTrouble.of(e)),
                        Message.of("Name a .repo file.")));
            }
        }
        return texts;
    }

    private void tell(BundleContents made, PrintWriter print) {
        made.releases().forEach((release, repositories) -> {
            print.println("CentOS " + release);
            repositories.stream().filter(each -> !each.packages().isEmpty()).forEach(each -> {
                print.println("  " + each.id() + (each.keys().isEmpty() ? "" : ", signatures checked"));
                each.packages().forEach(name -> print.println("    " + name));
            });
        });
        Stream.of(made.images(), made.addresses())
                .flatMap(each -> each.keySet().stream())
                .forEach(each -> print.println(Harmless.line(each)));
        long bytes = made.files().values().stream()
                .mapToLong(BundleContents.StoredFile::size)
                .sum();
        print.println("%s: %d files, %.1f MiB".formatted(out, made.files().size(), bytes / 1048576.0));
        print.println("  dockplay apply " + playbook + " -i … --bundle " + out);
    }
}
