package io.dockplay.cli;

import io.dockplay.engine.Brake;
import io.dockplay.engine.Event;
import io.dockplay.engine.FleetRun;
import io.dockplay.engine.HostRun;
import io.dockplay.engine.Mode;
import io.dockplay.engine.RollingRun;
import io.dockplay.engine.Summary;
import io.dockplay.engine.Target;
import io.dockplay.engine.UninstallRun;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Problem;
import io.dockplay.report.ConsoleReport;
import io.dockplay.report.JsonReport;
import io.dockplay.report.Metrics;
import io.dockplay.ssh.SshOptions;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Runs a playbook over an inventory, or takes it back: reads and checks all, shows what would be changed, asks where someone
 * can answer, and does it.
 *
 * @param out for results
 * @param err for what is wrong
 */
record Runner(PrintWriter out, PrintWriter err) {

    /** What is done with the playbook. */
    enum Direction {
        APPLY,
        UNINSTALL
    }

    /** Only looks, and tells of the hosts that differ. */
    int drift(Path playbook, RunOptions options, Optional<Path> metricsFile) {
        metricsFile.ifPresent(Runner::checkWritable);
        List<Target> targets = targets(Optional.of(playbook), options);
        Metrics metrics = new Metrics(String.valueOf(playbook.getFileName()));
        Instant begin = Instant.now();
        options.detailedExitCode = true;
        options.brief = true;
        Summary summary = run(targets, Mode.DRY_RUN, Direction.APPLY, options, metrics);
        if (metricsFile.isPresent()) {
            try {
                Instant end = Instant.now();
                metrics.write(metricsFile.get(), summary, end, Duration.between(begin, end));
            } catch (IOException e) {
                throw new InvalidInput(Problem.of(
                        "the metrics cannot be written to " + metricsFile.get() + ": " + e,
                        "The hosts were looked at; what was found stands above."));
            }
        }
        return end(summary, options);
    }

    private static void checkWritable(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isWritable(folder) || Files.isDirectory(file)) {
            throw new InvalidInput(Problem.of(
                    "the metrics cannot be written to " + file,
                    "Name a file in a folder that you may write to, such as node_exporter's textfile folder."));
        }
    }

    int run(Path playbook, RunOptions options, Direction direction) {
        Optional<Console> terminal = Terminal.get();
        if (direction == Direction.UNINSTALL && !options.dryRun && !options.yes && terminal.isEmpty()) {
            throw new InvalidInput(Problem.of(
                    "uninstall takes Docker away from hosts, and there is no terminal to ask on",
                    "Look with --dry-run first, and then say --yes."));
        }
        List<Target> targets = targets(Optional.of(playbook), options);

        boolean ask =
                !options.dryRun && !options.yes && terminal.isPresent() && options.format == RunOptions.Format.TEXT;
        if (options.dryRun || ask) {
            Summary planned =
                    run(targets, options.resolve ? Mode.RESOLVE : Mode.DRY_RUN, direction, options, event -> {});
            if (options.dryRun || !planned.changed() || !agreed(terminal.orElseThrow(), planned, direction)) {
                return end(planned, options);
            }
        }
        return end(run(targets, Mode.APPLY, direction, options, event -> {}), options);
    }

    /** The hosts and what is to be done on them; with no playbook all that the options name, and nothing. */
    static List<Target> targets(Optional<Path> playbook, RunOptions options) {
        if (options.forks < 1) {
            throw new InvalidInput(Problem.of("--forks is " + options.forks, "It is at least 1."));
        }
        SshOptions ssh = SshOptions.usual().acceptingNewHostKeys(options.acceptNewHostKeys);
        Optional<String> password =
                options.askBecomePassword ? Optional.of(askPassword(Terminal.get())) : Optional.empty();
        return playbook.map(file -> Fleet.read(file, options, ssh, password))
                .orElseGet(() -> Fleet.hosts(options, ssh, password));
    }

    /**
     * One run over the hosts, reported as it goes.
     *
     * @param also is told the events too
     */
    Summary run(List<Target> targets, Mode mode, Direction direction, RunOptions options, Consumer<Event> also) {
        boolean dryRun = mode.onlyLooks();
        Brake brake = new Brake();
        FleetRun.Work work = direction == Direction.APPLY ? new HostRun(mode, brake) : new UninstallRun(mode, brake);
        if (options.format == RunOptions.Format.JSON) {
            JsonReport report = new JsonReport(out);
            Summary summary =
                    run(new FleetRun(options.forks, report.andThen(also)), brake, targets, work, mode, direction);
            report.summary(
                    summary, ExitCode.of(summary, options.detailedExitCode).number());
            return summary;
        }
        ConsoleReport report = new ConsoleReport(
                out,
                Terminal.showsColours(),
                Terminal.get().isPresent(),
                options.verbose.length,
                targets.stream().map(Target::name).toList());
        Interruption.lastWords(report::interrupted);
        Summary summary = run(new FleetRun(options.forks, report.andThen(also)), brake, targets, work, mode, direction);
        Interruption.lastWords(() -> {});
        if (options.brief) {
            report.total(summary);
        } else {
            report.summary(summary, dryRun);
        }
        return summary;
    }

    /** Who only looks looks everywhere at once; changes go over the hosts as the plays say. */
    private static Summary run(
            FleetRun fleet, Brake brake, List<Target> targets, FleetRun.Work work, Mode mode, Direction direction) {
        return mode.onlyLooks()
                ? fleet.run(targets, work)
                : new RollingRun(fleet, brake, direction == Direction.UNINSTALL).run(targets, work);
    }

    private int end(Summary summary, RunOptions options) {
        summary.bugs().stream().limit(1).forEach(bug -> Main.bug(bug, err, options.debug));
        return ExitCode.of(summary, options.detailedExitCode).number();
    }

    private boolean agreed(Console terminal, Summary planned, Direction direction) {
        long hosts = planned.hosts().values().stream()
                .filter(tally -> tally.changed() > 0)
                .count();
        String answer = terminal.readLine(
                "%s on %d %s? [y/N] ",
                direction == Direction.APPLY ? "Make these changes" : "Take all this away",
                hosts,
                hosts == 1 ? "host" : "hosts");
        boolean agreed =
                answer != null && List.of("y", "yes").contains(answer.strip().toLowerCase(Locale.ROOT));
        if (!agreed) {
            out.println("Nothing was changed.");
        }
        return agreed;
    }

    private static String askPassword(Optional<Console> terminal) {
        char[] password = terminal.map(console -> console.readPassword("Password for sudo: "))
                .orElse(null);
        if (password == null) {
            throw new InvalidInput(Problem.of(
                    "there is no terminal to ask for the password on",
                    "Give it by the variable become_password, from a file that only you can read."));
        }
        return new String(password);
    }
}
