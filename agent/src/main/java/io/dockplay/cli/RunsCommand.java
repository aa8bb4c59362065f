package io.dockplay.cli;

import io.dockplay.cli.option.Since;
import io.dockplay.cli.run.PastRuns;
import io.dockplay.message.Message;
import io.dockplay.problem.Harmless;
import io.dockplay.report.Columns;
import io.dockplay.report.log.RunHead;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code dockplay runs}: lists the last runs that were started by this user. */
@Command(
        name = "runs",
        mixinStandardHelpOptions = true,
        description = {
            "Lists your last runs on this machine, the newest last; dockplay show RUN prints one again.",
            "The last 30 are kept."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class RunsCommand implements Callable<Integer> {

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    @Option(
            names = "--since",
            paramLabel = "WHEN",
            description = "Only what is not older: 2026-11-01, 2026-11-01T12:00 (UTC), 7d, 12h, 30m.")
    private Optional<String> since = Optional.empty();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Instant from = since.map(text -> Since.parse(text, Instant.now())).orElse(Instant.EPOCH);
        PastRuns runs = PastRuns.own();
        PrintWriter out = spec.commandLine().getOut();
        List<RunHead> heads = runs.names().stream()
                .map(name -> runs.open(name).head())
                .filter(head -> !head.at().isBefore(from))
                .toList();
        for (RunHead head : heads) {
            int hosts = head.hosts().size();
            String dryRun = Message.of("dry run").text();
            out.println(Harmless.line("%s  %s UTC  %-9s  %s  %s"
                    .formatted(
                            head.run(),
                            MINUTE.format(head.at()),
                            head.command(),
                            Columns.pad(head.dryRun() ? dryRun : "", Columns.of(dryRun)),
                            hosts == 1
                                    ? Message.of("%s, %d host", head.about(), hosts)
                                    : Message.of("%s, %d hosts", head.about(), hosts))));
        }
        if (heads.isEmpty()) {
            out.println(Message.of("There is none, in %s.", runs.folder()));
        }
        return 0;
    }
}
