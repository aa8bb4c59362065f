package io.dockplay.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import freemarker.core.TemplateClassResolver;
import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import io.dockplay.engine.event.Event;
import io.dockplay.engine.event.HostStats;
import io.dockplay.message.Message;
import io.dockplay.problem.Harmless;
import io.dockplay.problem.Problem;
import io.dockplay.report.log.RunHead;
import io.dockplay.report.log.RunInputs;
import io.dockplay.resource.Change;
import io.dockplay.resource.ScriptResult;
import io.dockplay.resource.Sha256;
import io.dockplay.resource.Utf8;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reports a run as one page that needs nothing beside it: the hosts as a matrix with the tasks, what each changed and printed,
 * and where the time went.
 *
 * <p>All that comes from hosts and files stands in the page as data, from which its script makes plain text. The page allows no
 * other script than its own, by a Content-Security-Policy with its checksum.
 */
public final class HtmlReport implements Consumer<Event> {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Configuration TEMPLATES = templates();

    private final RunHead head;
    private final InstantSource clock;
    private final Instant start;
    private final Map<String, Row> rows = new LinkedHashMap<>();
    private final Map<String, Span> tasks = new LinkedHashMap<>();

    private final OwnNames names = new OwnNames();
    private final Problems problems = new Problems(names);

    /** Each step once, however many hosts have it. */
    private final Map<Step, Step> shared = new HashMap<>();

    /**
     * One step of a task on one host.
     *
     * @param status such as {@code changed}
     * @param what the step, such as {@code package gcc}
     * @param lines what it did, line by line
     */
    private record Step(String status, String what, List<String> lines, String diff, String output) {

        /** All of it but what it printed, which differs from host to host, if only in a time. */
        Stream<String> texts() {
            return Stream.concat(Stream.of(status, what, diff), lines.stream());
        }
    }

    /** What was seen of one host. */
    private static final class Row {
        private final Map<String, List<Step>> cells = new LinkedHashMap<>();
        private final List<String> problems = new ArrayList<>();
        private final StringBuilder output = new StringBuilder();
        private HostStats stats = HostStats.NOTHING;
        private Instant since;

        private Row(Instant since) {
            this.since = since;
        }
    }

    /** A host with the numbers of its cells, in the order of the tasks. */
    private record Member(String host, Row row, List<Integer> cells) {

        Map<String, Object> data() {
            return Map.of("name", host, "cells", cells);
        }
    }

    /** When a task was at work: from the first host on which it began to the last on which it ended. */
    private record Span(Instant from, Instant to, Duration longest, String host) {

        Span with(Span other) {
            return new Span(
                    from.isBefore(other.from) ? from : other.from,
                    to.isAfter(other.to) ? to : other.to,
                    longest.compareTo(other.longest) >= 0 ? longest : other.longest,
                    longest.compareTo(other.longest) >= 0 ? host : other.host);
        }
    }

    /**
     * Makes a report of a run.
     *
     * @param clock the moments of its events
     */
    public HtmlReport(RunHead head, InstantSource clock) {
        this.head = head;
        this.clock = clock;
        this.start = head.at();
        head.hosts().forEach(host -> rows.put(host, new Row(start)));
    }

    private static Configuration templates() {
        Configuration templates = new Configuration(Configuration.VERSION_2_3_32);
        templates.setClassForTemplateLoading(HtmlReport.class, "");
        templates.setDefaultEncoding("UTF-8");
        templates.setLocale(Locale.ROOT);
        templates.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
        return templates;
    }

    @Override
    public synchronized void accept(Event event) {
        Row row = rows.computeIfAbsent(event.host(), any -> new Row(clock.instant()));
        row.stats = row.stats.plus(event);
        if (!(event instanceof Event.Failed failed && failed.ignored())) {
            problems.follow(event);
        }
        if (event instanceof Event.Connected connected) {
            names.know(event.host(), connected.machine());
            row.since = clock.instant();
        } else if (event instanceof Event.Output output) {
            row.output.append(output.text());
        } else if (event instanceof Event.Ok ok) {
            step(row, ok.host(), ok.step(), "ok", List.of(), "", "");
        } else if (event instanceof Event.Skipped skipped) {
            step(row, skipped.host(), skipped.step(), "skipped", List.of(skipped.reason()), "", "");
        } else if (event instanceof Event.Kept kept) {
            step(
                    row,
                    kept.host(),
                    kept.step(),
                    "ok",
                    List.of(Message.of("kept: %s", kept.what()).text()),
                    "",
                    "");
        } else if (event instanceof Event.Said said) {
            step(row, said.host(), said.step(), "ok", said.text().lines().toList(), "", "");
        } else if (event instanceof Event.Warned warned) {
            step(row, warned.host(), warned.step(), "warned", List.of(warned.text()), "", "");
        } else if (event instanceof Event.Planned planned) {
            changes(row, planned.host(), planned.step(), "planned", planned.changes());
        } else if (event instanceof Event.Looked looked) {
            changes(row, looked.host(), looked.step(), "skipped", looked.changes());
        } else if (event instanceof Event.Changed changed) {
            changes(row, changed.host(), changed.step(), "changed", changed.changes());
        } else if (event instanceof Event.Failed failed) {
            String output = failed.outcome().map(HtmlReport::output).orElse("");
            step(
                    row,
                    failed.host(),
                    failed.step(),
                    failed.ignored() ? "ignored" : "failed",
                    failed.problem().toString().lines().toList(),
                    "",
                    output);
        } else if (event instanceof Event.Unreachable unreachable) {
            row.problems.add(unreachable.problem().toString());
        } else if (event instanceof Event.Unsupported unsupported) {
            row.problems.add(unsupported.problem().toString());
        } else if (event instanceof Event.Stopped stopped) {
            row.problems.add(stopped.problem().toString());
        }
    }

    private static String output(ScriptResult result) {
        return (result.stdout() + result.stderr()).strip();
    }

    private void changes(Row row, String host, Event.Step step, String status, List<Change> changes) {
        String diff = changes.stream()
                .map(change -> change.diff().orElse(null))
                .filter(Objects::nonNull)
                .collect(Collectors.joining("\n"));
        List<String> lines = changes.stream()
                .map(change -> change
                        + change.after()
                                .map(task -> "  " + Message.of("(after %s)", task))
                                .orElse(""))
                .toList();
        step(row, host, step, status, lines, diff, "");
    }

    private void step(
            Row row, String host, Event.Step step, String status, List<String> lines, String diff, String output) {
        String printed = output.isEmpty() ? row.output.toString().strip() : output;
        row.output.setLength(0);
        Step made = new Step(status, step.toString(), lines, diff, printed);
        row.cells.computeIfAbsent(step.task(), any -> new ArrayList<>()).add(shared.computeIfAbsent(made, any -> made));
        Instant now = clock.instant();
        tasks.merge(step.task(), new Span(row.since, now, Duration.between(row.since, now), host), Span::with);
        row.since = now;
    }

    /** The page. */
    public synchronized String page() {
        String script = resource("report.js");
        String style = resource("report.css");
        StringWriter page = new StringWriter();
        try {
            TEMPLATES
                    .getTemplate("report.ftlh")
                    .process(
                            Map.of(
                                    "head",
                                            Map.of(
                                                    "run",
                                                    head.run(),
                                                    "command",
                                                    head.command(),
                                                    "playbook",
                                                    head.playbook()),
                                    "language",
                                            Locale.getDefault(Locale.Category.DISPLAY)
                                                    .getLanguage(),
                                    "words", PageWords.all(),
                                    "script", script,
                                    "style", style,
                                    "scriptHash", hash(script),
                                    "styleHash", hash(style),
                                    "data", inScript(JSON.writeValueAsString(data()))),
                            page);
        } catch (IOException | TemplateException e) {
            throw new IllegalStateException(e);
        }
        return page.toString();
    }

    /** JSON that cannot end the element in which it stands. */
    private static String inScript(String json) {
        return Harmless.json(json)
                .replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026");
    }

    private Map<String, Object> data() {
        List<String> columns = List.copyOf(tasks.keySet());
        Map<List<Step>, Integer> cells = new LinkedHashMap<>();
        Map<String, List<Member>> groups = new LinkedHashMap<>();
        rows.forEach((host, row) -> {
            List<List<Step>> steps = columns.stream()
                    .map(task -> row.cells.getOrDefault(task, List.of()))
                    .toList();
            List<Integer> numbers = steps.stream()
                    .map(each -> each.isEmpty() ? -1 : cells.computeIfAbsent(each, any -> cells.size()))
                    .toList();
            groups.computeIfAbsent(alike(host, row, steps), any -> new ArrayList<>())
                    .add(new Member(host, row, numbers));
        });
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("words", PageWords.all());
        data.put("run", head.run());
        data.put("at", head.at().toString());
        data.put("seconds", Duration.between(start, clock.instant()).toMillis() / 1000.0);
        data.put("dryRun", head.dryRun());
        data.put("inputs", inputs());
        data.put("tasks", columns.stream().map(this::task).toList());
        data.put(
                "cells",
                cells.keySet().stream()
                        .map(steps -> steps.stream().map(HtmlReport::step).toList())
                        .toList());
        data.put("groups", groups.values().stream().map(HtmlReport::group).toList());
        data.put(
                "problems",
                problems.folded(List.copyOf(rows.keySet())).stream()
                        .map(Problem::toString)
                        .toList());
        return data;
    }

    /** What is the same for hosts that are one row: all but what they printed, and their own names. */
    private String alike(String host, Row row, List<List<Step>> steps) {
        Stream<String> cells = steps.stream()
                .flatMap(
                        each -> Stream.concat(Stream.of("a cell"), each.stream().flatMap(Step::texts)));
        return names.without(
                host,
                Stream.of(Stream.of(status(row)), cells, row.problems.stream())
                        .flatMap(each -> each)
                        .toList());
    }

    private static Map<String, Object> group(List<Member> members) {
        Member first = members.get(0);
        return Map.of(
                "name", HostSet.fold(members.stream().map(Member::host).toList()),
                "hosts", members.stream().map(Member::data).toList(),
                "status", status(first.row()),
                "problems", first.row().problems);
    }

    /** What the run was made of: name → text, as far as it is known and was given. */
    private Map<String, String> inputs() {
        RunInputs inputs = head.inputs();
        Map<Message, String> all = new LinkedHashMap<>();
        all.put(Message.quoted("playbook"), head.playbook());
        all.put(Message.of("its SHA-256"), inputs.digest());
        all.put(Message.of("inventory"), String.join(", ", inputs.inventory()));
        all.put(Message.of("limit"), inputs.limit());
        all.put(Message.of("tags"), String.join(", ", inputs.tags()));
        all.put(Message.of("without tags"), String.join(", ", inputs.skipTags()));
        all.put(Message.of("started at"), inputs.startAt());
        all.put(Message.of("extra variables"), String.join(", ", inputs.variables()));
        all.put(Message.quoted("forks"), inputs.forks() == 0 ? "" : String.valueOf(inputs.forks()));
        all.put(Message.quoted("dockplay"), inputs.dockplay());
        all.put(Message.quoted("Java"), inputs.java());
        all.put(Message.of("run on"), inputs.system());
        all.values().removeIf(String::isEmpty);
        Map<String, String> named = new LinkedHashMap<>();
        all.forEach((name, text) -> named.put(name.text(), text));
        return named;
    }

    private static String status(Row row) {
        return row.stats.status().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private Map<String, Object> task(String name) {
        Span span = Objects.requireNonNull(tasks.get(name));
        return Map.of(
                "name", name.isEmpty() ? Message.of("the host itself").text() : name,
                "from", Duration.between(start, span.from()).toMillis() / 1000.0,
                "to", Duration.between(start, span.to()).toMillis() / 1000.0,
                "longest", span.longest().toMillis() / 1000.0,
                "host", span.host());
    }

    private static Map<String, Object> step(Step step) {
        return Map.of(
                "status", step.status(),
                "what", step.what(),
                "lines", step.lines(),
                "diff", step.diff(),
                "output", step.output());
    }

    private static String resource(String name) {
        try (InputStream stream = Objects.requireNonNull(HtmlReport.class.getResourceAsStream(name), name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hash(String text) {
        return "sha256-" + Base64.getEncoder().encodeToString(Sha256.of(Utf8.bytes(text)));
    }
}
