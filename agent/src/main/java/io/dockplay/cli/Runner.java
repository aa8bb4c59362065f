package io.dockplay.cli;

import io.dockplay.engine.Brake;
import io.dockplay.engine.Event;
import io.dockplay.engine.FleetRun;
import io.dockplay.engine.Mode;
import io.dockplay.engine.RollingRun;
import io.dockplay.engine.Summary;
import io.dockplay.engine.Target;
import io.dockplay.engine.WithoutDiffs;
import io.dockplay.problem.Harmless;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Problem;
import io.dockplay.report.ConsoleReport;
import io.dockplay.report.JsonReport;
import java.io.Console;
import java.io.PrintWriter;
import java.nio.file.Path;
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

    /**
     * Shows what would be changed, asks where someone can answer, and does it.
     *
     * @param playbook of which it is kept which hosts failed
     * @return the exit code
     */
    int run(Path playbook, List<Target> targets, Errand errand, RunOptions options) {
        Optional<Console> terminal = Terminal.get();
        boolean ask = !options.dryRun
                && !options.yes
                && !options.step
                && terminal.isPresent()
                && options.format == RunOptions.Format.TEXT;
        if (options.dryRun || ask) {
            Summary planned = run(targets, options.looking(), errand, options, event -> {});
            if (options.dryRun || !planned.changed() || !agreed(terminal.orElseThrow(), planned, errand)) {
                return end(planned, options);
            }
        }
        Summary summary = run(targets, Mode.APPLY, errand, options, event -> {});
        LastRun.of(playbook).keep(summary, err);
        return end(summary, options);
    }

    /**
     * Every host that the playbook is for, with its plays; all that is wrong is told at once.
     *
     * @param playbook without one, all hosts that the options name, and nothing to do on them
     */
    static List<Target> targets(Optional<Path> playbook, RunOptions options) {
        if (options.forks < 1) {
            throw new InvalidInput(Problem.of("--forks is " + options.forks, "It is at least 1."));
        }
        Login login = options.login.login();
        return playbook.map(file -> Fleet.read(file, options, login)).orElseGet(() -> Fleet.hosts(options, login));
    }

    /**
     * One run over the hosts, reported as it goes.
     *
     * @param also is told the events too
     */
    Summary run(List<Target> targets, Mode mode, Errand errand, RunOptions options, Consumer<Event> also) {
        boolean dryRun = mode.onlyLooks();
        Brake brake = new Brake();
        FleetRun.Work work = errand.work().apply(mode, brake);
        work.assemble(targets);
        work.asksBy(
                prompt -> Terminal.get()
                        .map(terminal -> terminal.readLine("%s ", Harmless.line(prompt)))
                        .orElse(""),
                options.step);
        if (options.format == RunOptions.Format.JSON) {
            JsonReport report = new JsonReport(out);
            Summary summary = run(
                    new FleetRun(options.forks, shown(report, options).andThen(also)),
                    brake,
                    targets,
                    work,
                    mode,
                    errand);
            report.summary(
                    summary, ExitCode.of(summary, options.detailedExitCode).number());
            return summary;
        }
        ConsoleReport report = new ConsoleReport(
                out,
                Terminal.showsColours(),
                Terminal.get().isPresent(),
                options.brief,
                options.show.quiet ? -1 : options.verbose.length,
                targets.stream().map(Target::name).toList());
        Interruption.lastWords(report::interrupted);
        Summary summary = run(
                new FleetRun(options.forks, shown(report, options).andThen(also)), brake, targets, work, mode, errand);
        Interruption.lastWords(() -> {});
        if (options.brief) {
            report.total(summary);
        } else {
            report.summary(summary, dryRun);
        }
        return summary;
    }

    private static Consumer<Event> shown(Consumer<Event> report, RunOptions options) {
        return options.show.diff ? report : event -> report.accept(event.shownAs(new WithoutDiffs()));
    }

    /** Who only looks looks everywhere at once; changes go over the hosts as the plays say. */
    private static Summary run(
            FleetRun fleet, Brake brake, List<Target> targets, FleetRun.Work work, Mode mode, Errand errand) {
        return mode.onlyLooks()
                ? fleet.run(targets, work)
                : new RollingRun(fleet, brake, errand.backwards()).run(targets, work);
    }

    /** Tells of bugs, and gives the exit code. */
    int end(Summary summary, RunOptions options) {
        summary.bugs().stream().limit(1).forEach(bug -> BugReport.print(bug, err, options.debug));
        return ExitCode.of(summary, options.detailedExitCode).number();
    }

    private boolean agreed(Console terminal, Summary planned, Errand errand) {
        long hosts = planned.hosts().values().stream()
                .filter(tally -> tally.changed() > 0)
                .count();
        String answer =
                terminal.readLine("%s on %d %s? [y/N] ", errand.question(), hosts, hosts == 1 ? "host" : "hosts");
        boolean agreed =
                answer != null && List.of("y", "yes").contains(answer.strip().toLowerCase(Locale.ROOT));
        if (!agreed) {
            out.println("Nothing was changed.");
        }
        return agreed;
    }
}
