package io.dockplay.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dockplay.engine.event.Event;
import io.dockplay.engine.fleet.RunSummary;
import io.dockplay.engine.record.HostRecord;
import io.dockplay.problem.Harmless;
import io.dockplay.problem.Problem;
import io.dockplay.resource.Change;
import io.dockplay.resource.ScriptResult;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Reports a run to programs: one JSON object a line, as docs/json.md describes. */
public final class JsonReport implements Consumer<Event> {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final PrintWriter out;

    /** The name of a host → the change that runs there. */
    private final Map<String, Event.Changing> begun = new HashMap<>();

    private final AtWork atWork;
    private final InstantSource clock;
    private final Instant start;

    /** How long the step took that ends with the event which is being reported. */
    private Optional<Duration> took = Optional.empty();

    public JsonReport(PrintWriter out) {
        this(out, InstantSource.system());
    }

    /** Makes a report whose moments are those of this clock. */
    public JsonReport(PrintWriter out, InstantSource clock) {
        this.out = out;
        this.clock = clock;
        this.atWork = new AtWork(clock);
        this.start = clock.instant();
    }

    @Override
    public synchronized void accept(Event event) {
        took = atWork.follow(event);
        tell(event);
        took = Optional.empty();
    }

    private void tell(Event event) {
        if (event instanceof Event.Changing changing) {
            begun.put(changing.host(), changing);
            Map<String, Object> line = step("begun", changing.host(), changing.step());
            line.put("changes", changes(changing.changes()));
            print(line);
        } else if (event instanceof Event.Changed changed) {
            begun.remove(changed.host());
            print(changes("change", changed.host(), changed.step(), changed.changes()));
        } else if (event instanceof Event.Planned planned) {
            print(changes("planned", planned.host(), planned.step(), planned.changes()));
        } else if (event instanceof Event.Looked looked) {
            print(changes("looked", looked.host(), looked.step(), looked.changes()));
        } else if (event instanceof Event.Resolved resolved) {
            Map<String, Object> line = step("resolved", resolved.host(), resolved.step());
            line.put("packages", resolved.transaction().parts());
            resolved.transaction().download().ifPresent(size -> line.put("download", size));
            resolved.transaction().problem().ifPresent(text -> line.put("problem", text));
            print(line);
        } else if (event instanceof Event.Ok ok) {
            begun.remove(ok.host());
            print(step("ok", ok.host(), ok.step()));
        } else if (event instanceof Event.Skipped skipped) {
            Map<String, Object> line = step("skipped", skipped.host(), skipped.step());
            line.put("reason", skipped.reason());
            print(line);
        } else if (event instanceof Event.Kept kept) {
            Map<String, Object> line = step("kept", kept.host(), kept.step());
            line.put("what", kept.what());
            print(line);
        } else if (event instanceof Event.Said said) {
            Map<String, Object> line = step("said", said.host(), said.step());
            line.put("text", said.text());
            print(line);
        } else if (event instanceof Event.Retried retried) {
            Map<String, Object> line = step("retried", retried.host(), retried.step());
            line.put("attempt", retried.attempt());
            line.put("retries", retried.retries());
            print(line);
        } else if (event instanceof Event.Warned warned) {
            Map<String, Object> line = step("warning", warned.host(), warned.step());
            line.put("text", warned.text());
            print(line);
        } else if (event instanceof Event.Failed failed) {
            print(withBegun(failed.host(), "not_made", failed(failed)));
        } else if (event instanceof Event.Unreachable unreachable) {
            print(withBegun(
                    unreachable.host(), "begun", problem("unreachable", unreachable.host(), unreachable.problem())));
        } else if (event instanceof Event.Unsupported unsupported) {
            print(problem("unsupported", unsupported.host(), unsupported.problem()));
        } else if (event instanceof Event.Stopped stopped) {
            print(withBegun(stopped.host(), "begun", problem("stopped", stopped.host(), stopped.problem())));
        } else if (event instanceof Event.Ran ran) {
            report("ran", ran.host(), outcome(ran.scriptResult()));
        } else if (event instanceof Event.Recorded recorded) {
            recorded.record().entries().forEach(entry -> print(recorded(recorded.host(), entry)));
        }
    }

    /** Adds the changes that were running: they failed, or their result is unknown. */
    private Map<String, Object> withBegun(String host, String key, Map<String, Object> line) {
        Event.Changing changing = begun.remove(host);
        if (changing != null) {
            line.put(key, changes(changing.changes()));
        }
        return line;
    }

    /** Prints a line of a kind that is no event of a run. */
    public void report(String event, String host, Map<String, Object> more) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("event", event);
        line.put("host", host);
        line.putAll(more);
        print(line);
    }

    /** Prints the last line. */
    public void summary(RunSummary summary, int exit) {
        Map<String, Object> hosts = new LinkedHashMap<>();
        summary.hosts().forEach((host, hostStats) -> {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("ok", hostStats.ok());
            line.put("changed", hostStats.changed());
            line.put("failed", hostStats.failed());
            line.put("skipped", hostStats.skipped());
            line.put("unreachable", hostStats.unreachable());
            line.put("unsupported", hostStats.unsupported());
            line.put("stopped", hostStats.stopped());
            hosts.put(host, line);
        });
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("event", "summary");
        line.put("hosts", hosts);
        line.put("exit", exit);
        took = Optional.of(Duration.between(start, clock.instant()));
        print(line);
        took = Optional.empty();
    }

    private static Map<String, Object> failed(Event.Failed failed) {
        Map<String, Object> line = step("failed", failed.host(), failed.step());
        line.put("ignored", failed.ignored());
        line.putAll(problem("failed", failed.host(), failed.problem()));
        Optional<ScriptResult> outcome = failed.outcome();
        outcome.ifPresent(left -> line.putAll(outcome(left)));
        return line;
    }

    private static Map<String, Object> outcome(ScriptResult scriptResult) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("rc", scriptResult.exitCode());
        line.put("stdout", scriptResult.stdout());
        line.put("stderr", scriptResult.stderr());
        return line;
    }

    private static Map<String, Object> problem(String event, String host, Problem problem) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("event", event);
        line.put("host", host);
        String code = problem.code().toString();
        if (!code.isEmpty()) {
            line.put("code", code);
        }
        line.put("error", problem.what());
        problem.where().ifPresent(where -> line.put("where", where.toString()));
        line.put("advice", problem.advice());
        return line;
    }

    private static Map<String, Object> step(String event, String host, Event.Step step) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("event", event);
        line.put("host", host);
        line.put("task", step.task());
        line.put("module", step.module());
        line.put("label", step.label());
        return line;
    }

    private static Map<String, Object> changes(String event, String host, Event.Step step, List<Change> changes) {
        Map<String, Object> line = step(event, host, step);
        line.put("changes", changes(changes));
        String diff = changes.stream()
                .map(change -> change.diff().orElse(null))
                .filter(Objects::nonNull)
                .collect(Collectors.joining("\n"));
        line.put("diff", diff);
        return line;
    }

    private static List<Map<String, Object>> changes(List<Change> changes) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (Change change : changes) {
            Map<String, Object> each = new LinkedHashMap<>();
            each.put("what", change.what());
            each.put("from", change.from());
            each.put("to", change.to());
            change.after().ifPresent(after -> each.put("after", after));
            all.add(each);
        }
        return all;
    }

    private static Map<String, Object> recorded(String host, HostRecord.Entry entry) {
        Map<String, Object> line = step("recorded", host, new Event.Step(entry.task(), entry.module(), entry.label()));
        line.put("time", entry.at().toString());
        line.put("run", entry.run());
        line.put("playbook", entry.playbook());
        line.put("changes", changes(entry.changes()));
        entry.past().givenBack().ifPresent(at -> line.put("given_back", at.toString()));
        entry.past().ended().ifPresent(how -> line.put("ended", how));
        if (entry.past().byUninstall()) {
            line.put("uninstall", true);
        }
        return line;
    }

    private void print(Map<String, Object> line) {
        line.put("at", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
        took.ifPresent(time -> line.put("seconds", time.toMillis() / 1000.0));
        try {
            out.println(Harmless.json(JSON.writeValueAsString(line)));
            out.flush();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
