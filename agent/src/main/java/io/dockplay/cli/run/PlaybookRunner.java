package io.dockplay.cli.run;

import io.dockplay.cli.console.BugReport;
import io.dockplay.cli.console.ExitCode;
import io.dockplay.cli.console.Terminal;
import io.dockplay.cli.console.Version;
import io.dockplay.cli.option.Login;
import io.dockplay.cli.option.RunOptions;
import io.dockplay.engine.coordination.RunMode;
import io.dockplay.engine.coordination.StopSignal;
import io.dockplay.engine.event.DiffFilter;
import io.dockplay.engine.event.Event;
import io.dockplay.engine.event.HostStats;
import io.dockplay.engine.fleet.FleetRun;
import io.dockplay.engine.fleet.RollingRun;
import io.dockplay.engine.fleet.RunSummary;
import io.dockplay.engine.session.HostTarget;
import io.dockplay.message.Message;
import io.dockplay.problem.Harmless;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Problem;
import io.dockplay.report.ConsoleReport;
import io.dockplay.report.HtmlReport;
import io.dockplay.report.Progress;
import io.dockplay.report.log.RunHead;
import io.dockplay.report.log.RunInputs;
import java.io.Console;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Runs a playbook over an inventory, or takes it back: reads and checks all, shows what would be changed, asks where someone
 * can answer, and does it.
 *
 * @param out for results
 * @param err for what is wrong
 * @param context what the run shares
 */
public record PlaybookRunner(PrintWriter out, PrintWriter err, RunContext context) {

    /**
     * Shows what would be changed, asks where someone can answer, and does it.
     *
     * @param playbook the playbook, for which the hosts that failed are remembered
     * @return the exit code
     */
    public int run(Path playbook, List<HostTarget> targets, RunKind runKind, RunOptions options) {
        Optional<Console> terminal = Terminal.get();
        boolean ask =
                !options.dryRun && !options.yes && !options.step && terminal.isPresent() && options.format.isText();
        if (options.dryRun || ask) {
            RunSummary planned = run(targets, options.looking(), runKind, options, event -> {}, options.dryRun);
            if (options.dryRun || !planned.changed() || !agreed(terminal.orElseThrow(), planned, runKind)) {
                return end(planned, options);
            }
        }
        RunSummary summary = run(targets, RunMode.APPLY, runKind, options, event -> {});
        LastRun.of(playbook).keep(summary, err);
        if (options.format.isText() && !options.show.quiet) {
            NextCommand.again(
                            playbook,
                            summary,
                            options.commandLine(),
                            word -> targets.get(0).secrets().mask(word))
                    .ifPresent(command -> out.println(Message.of("again, only these: %s", Harmless.line(command))));
            out.flush();
        }
        return end(summary, options);
    }

    /**
     * Every host that the playbook is for, with its plays; all that is wrong is told at once.
     *
     * @param playbook without one, all hosts that the options name, and nothing to do on them
     */
    public List<HostTarget> targets(Optional<Path> playbook, RunOptions options) {
        if (options.forks.count < 1) {
            throw new InvalidInput(
                    Problem.of(Message.of("--forks is %s", options.forks.count), Message.of("It is at least 1.")));
        }
        Login login = options.login.login();
        return playbook.map(file -> FleetLoader.read(file, options, login, context))
                .orElseGet(() -> FleetLoader.hosts(options, login, context));
    }

    /**
     * One run over the hosts, reported as it goes.
     *
     * @param also takes the events as well
     */
    public RunSummary run(
            List<HostTarget> targets, RunMode mode, RunKind runKind, RunOptions options, Consumer<Event> also) {
        return run(targets, mode, runKind, options, also, true);
    }

    /** The same; of the look before a question nobody is told elsewhere. */
    private RunSummary run(
            List<HostTarget> targets,
            RunMode mode,
            RunKind runKind,
            RunOptions options,
            Consumer<Event> also,
            boolean isLast) {
        StopSignal stopSignal = new StopSignal();
        FleetRun.Work work = runKind.work().apply(mode, stopSignal);
        work.assemble(targets);
        RunHead head = head(work, targets, mode, runKind, options);
        Progress progress = progress(head.hosts(), options, stats -> ConsoleReport.word(stats, head.dryRun()));
        work.askWith(
                prompt -> progress.during(() -> Terminal.get()
                        .map(terminal -> terminal.readLine("%s ", Harmless.line(prompt)))
                        .orElse("")),
                options.step);
        options.show.report.ifPresent(ReportFile::checkWritable);
        Optional<HtmlReport> page = options.show.report.map(file -> new HtmlReport(head, InstantSource.system()));
        Optional<Notifier> notifier = options.show
                .notifyUrl
                .map(Notifier::address)
                .filter(any -> isLast)
                .map(address -> new Notifier(address, head, InstantSource.system(), err));
        RunLog log = RunLog.begin(head, PastRuns.own(), InstantSource.system(), err);
        RunReport report = RunReport.of(
                options.format, head, options.colour.isOn(), options.show.profile, out, err, InstantSource.system());
        context.interruptHandler().begin(progress::close, () -> {
            report.interrupted().run();
            out.flush();
            notifier.ifPresent(Notifier::interrupted);
        });
        Consumer<Event> listener = shown(
                        report.events().andThen(log).andThen(event -> page.ifPresent(all -> all.accept(event))),
                        options)
                .andThen(progress)
                .andThen(event -> notifier.ifPresent(all -> all.accept(event)))
                .andThen(also);
        RunSummary summary;
        try (progress) {
            summary = run(new FleetRun(options.forks.count, listener), stopSignal, targets, work, mode, runKind);
        }
        context.interruptHandler().end();
        ExitCode exit = ExitCode.of(summary, options.detailedExitCode);
        report.end().accept(summary, exit.number());
        options.bundle
                .missed()
                .forEach(address -> options.login.warn(
                        Message.of("not in the bundle: %s", address).text()));
        // Of files that were read on the way.
        context.files().warnings().tell(options.login::warn);
        log.end(summary, exit.number());
        page.ifPresent(all -> ReportFile.write(all, options.show.report.orElseThrow()));
        notifier.ifPresent(all -> all.end(exit));
        return summary;
    }

    private RunHead head(
            FleetRun.Work work, List<HostTarget> targets, RunMode mode, RunKind runKind, RunOptions options) {
        String playbook = targets.stream()
                .flatMap(target -> target.assignments().stream())
                .map(each -> each.play().position().file())
                .findFirst()
                .orElse("");
        return new RunHead(
                RunHead.FORMAT,
                work.run().name(),
                Instant.now(),
                runKind.backwards() ? "uninstall" : "apply",
                playbook,
                mode.onlyProbes(),
                options.show.quiet ? -1 : options.verbose.level(),
                options.brief,
                targets.stream().map(HostTarget::name).toList(),
                inputs(playbook, options));
    }

    /** What a run is made of. */
    RunInputs inputs(String playbook, RunOptions options) {
        return new RunInputs(
                Version.NUMBER,
                System.getProperty("java.version", ""),
                System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                        + System.getProperty("os.arch"),
                context.files().digests().getOrDefault(Path.of(playbook), ""),
                options.inventory.sources,
                options.limit.orElse(""),
                options.tags,
                options.skipTags,
                options.startAt.orElse(""),
                options.forks.count,
                List.copyOf(options.extraVariables.values(context.files()).keySet()));
    }

    /**
     * Shows a run while it goes on: on the terminal, or without one on the standard error, where it is in nobody's way.
     *
     * @param words how a host that has finished well ended
     */
    Progress progress(List<String> hosts, RunOptions options, Function<HostStats, String> words) {
        if (options.format.isJson() || options.show.quiet) {
            return Progress.none();
        }
        if (Terminal.isPainted()) {
            return Progress.onTerminal(hosts, options.colour.isOn(), options.verbose.level() > 0, words);
        }
        return options.brief ? Progress.none() : Progress.inLog(hosts, err, words);
    }

    private static Consumer<Event> shown(Consumer<Event> report, RunOptions options) {
        return options.show.diff ? report : event -> report.accept(event.shownAs(new DiffFilter()));
    }

    /** A dry run goes over all hosts at once; changes go over them in batches, as the plays say. */
    private static RunSummary run(
            FleetRun fleet,
            StopSignal stopSignal,
            List<HostTarget> targets,
            FleetRun.Work work,
            RunMode mode,
            RunKind runKind) {
        return mode.onlyProbes()
                ? fleet.run(targets, work)
                : new RollingRun(fleet, stopSignal, runKind.backwards()).run(targets, work);
    }

    /** Prints a bug, if there was one, and returns the exit code. */
    public int end(RunSummary summary, RunOptions options) {
        summary.bugs().stream()
                .limit(1)
                .forEach(bug -> BugReport.print(bug, context.revealed(), err, options.debug.isOn));
        return ExitCode.of(summary, options.detailedExitCode).number();
    }

    private boolean agreed(Console terminal, RunSummary planned, RunKind runKind) {
        long hosts = planned.hosts().values().stream()
                .filter(hostStats -> hostStats.changed() > 0)
                .count();
        Message asked = hosts == 1
                ? Message.of("%s on %d host? [y/N]", runKind.question(), hosts)
                : Message.of("%s on %d hosts? [y/N]", runKind.question(), hosts);
        String question = asked + " ";
        String answer = terminal.readLine("%s", question);
        while (answer != null && answer.strip().equals("?")) {
            Message answers = Message.of("y: do what is shown above; n, or Enter: change nothing, and end.");
            answer = terminal.readLine("%s%n%s", answers, question);
        }
        boolean agreed =
                answer != null && List.of("y", "yes").contains(answer.strip().toLowerCase(Locale.ROOT));
        if (!agreed) {
            out.println(Message.of("Nothing was changed."));
        }
        return agreed;
    }
}
