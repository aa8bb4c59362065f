package io.dockplay.cli.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dockplay.cli.config.WebAddress;
import io.dockplay.cli.console.ExitCode;
import io.dockplay.engine.event.Event;
import io.dockplay.engine.event.HostStats;
import io.dockplay.engine.event.HostStatus;
import io.dockplay.engine.fleet.RunSummary;
import io.dockplay.message.Message;
import io.dockplay.problem.Harmless;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Problem;
import io.dockplay.report.ConsoleReport;
import io.dockplay.report.log.RunHead;
import java.io.PrintWriter;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Posts what came of a run to an address, as JSON. A failure to do so is a warning, and changes nothing else.
 *
 * <p>It hears the masked events, as the reports do.
 */
final class Notifier implements Consumer<Event> {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final WebAddress address;
    private final RunHead head;
    private final InstantSource clock;
    private final PrintWriter err;

    /** The name of a host → what has happened there so far. */
    private final Map<String, HostStats> soFar = new TreeMap<>();

    /** The same of hosts on which nothing more will happen. */
    private final SortedMap<String, HostStats> stats = new TreeMap<>();

    /** The name of a host → what is wrong there. */
    private final Map<String, Problem> causes = new TreeMap<>();

    Notifier(WebAddress address, RunHead head, InstantSource clock, PrintWriter err) {
        this.address = address;
        this.head = head;
        this.clock = clock;
        this.err = err;
    }

    /**
     * The address that an option names.
     *
     * @throws InvalidInput when it is none; the message does not repeat it
     */
    static WebAddress address(String option) {
        return WebAddress.of(option)
                .orElseThrow(() -> new InvalidInput(Problem.of(
                        Message.of("--notify is not %s", WebAddress.WORDS),
                        Message.of("Such as https://chat.example.com/hooks/abc."))));
    }

    @Override
    public synchronized void accept(Event event) {
        HostStats now = soFar.merge(event.host(), HostStats.NOTHING.plus(event), HostStats::plus);
        if (event instanceof Event.Finished) {
            stats.put(event.host(), now);
        }
        if (event instanceof Event.Failed failed && !failed.ignored()) {
            causes.putIfAbsent(event.host(), failed.problem());
        } else if (event instanceof Event.Unsupported unsupported) {
            causes.putIfAbsent(event.host(), unsupported.problem());
        } else if (event instanceof Event.Unreachable unreachable) {
            causes.put(event.host(), unreachable.problem());
        } else if (event instanceof Event.Stopped stopped) {
            causes.putIfAbsent(event.host(), stopped.problem());
        }
    }

    /** Tells that the run has ended. */
    void end(ExitCode exit) {
        post(
                switch (exit) {
                    case AS_WANTED -> "ok";
                    case DIFFERENCES -> "differences";
                    case HOST_UNREACHABLE -> "unreachable";
                    case BUG -> "bug";
                    default -> "failed";
                },
                exit);
    }

    /** Tells that the run was interrupted. */
    void interrupted() {
        post("interrupted", ExitCode.INTERRUPTED);
    }

    private void post(String outcome, ExitCode exit) {
        try {
            int status = new Webhook(address)
                    .post(Harmless.json(summary(outcome, exit).toString()));
            if (status / 100 != 2) {
                warn("it answered with status " + status);
            }
        } catch (TimeoutException e) {
            warn("there was no answer within " + Webhook.PATIENCE.toSeconds() + " seconds");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            warn("it was interrupted");
        } catch (ExecutionException | URISyntaxException e) {
            warn(why(e));
        }
    }

    /** The kind of what was thrown; its text may have the address in it. */
    private static String why(Exception thrown) {
        Throwable cause = thrown.getCause() == null ? thrown : thrown.getCause();
        String words = cause.getClass().getSimpleName().replaceFirst("Exception$", "");
        return words.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }

    private void warn(String why) {
        err.println("warning: " + Harmless.line(address + " was not told how the run ended: " + why));
    }

    private String text(String outcome) {
        String how = outcome.equals("interrupted") ? ", interrupted: " : ": ";
        return Harmless.line("dockplay " + head.command() + " " + head.playbook() + how
                + ConsoleReport.total(new RunSummary(stats, List.of()), head.dryRun()));
    }

    private synchronized ObjectNode summary(String outcome, ExitCode exit) {
        ObjectNode json = JSON.createObjectNode();
        json.put("text", text(outcome));
        json.put("command", head.command());
        json.put("playbook", head.playbook());
        json.put("run", head.run());
        json.put("dry_run", head.dryRun());
        json.put("outcome", outcome);
        json.put("exit", exit.number());
        ObjectNode counts = json.putObject("hosts");
        for (HostStatus status : HostStatus.values()) {
            counts.put(
                    word(status),
                    stats.values().stream()
                            .filter(host -> host.status() == status)
                            .count());
        }
        counts.put("unfinished", head.hosts().size() - stats.size());
        ArrayNode failed = json.putArray("failed");
        causes.forEach((host, problem) -> {
            ObjectNode one = failed.addObject();
            one.put("host", host);
            one.put("status", word(soFar.getOrDefault(host, HostStats.NOTHING).status()));
            one.put("error", problem.what());
            problem.where().ifPresent(where -> one.put("where", where.toString()));
        });
        json.put("begun", head.at().toString());
        json.put("seconds", Duration.between(head.at(), clock.instant()).toMillis() / 1000.0);
        return json;
    }

    private static String word(HostStatus status) {
        return status.name().toLowerCase(Locale.ROOT);
    }
}
