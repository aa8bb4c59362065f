package io.dockplay.report;

import io.dockplay.engine.event.Event;
import io.dockplay.engine.event.HostStatus;
import io.dockplay.engine.fleet.RunSummary;
import io.dockplay.problem.Harmless;
import io.dockplay.problem.Position;
import io.dockplay.problem.Problem;
import io.dockplay.report.log.RunHead;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reports a run to GitHub Actions: the text of the hosts in groups that fold, problems as annotations at their place in the
 * playbook, and a summary in Markdown where {@code GITHUB_STEP_SUMMARY} names a file for it.
 *
 * <p>GitHub's runner obeys every line that looks like a command. So it is told at the beginning to obey none, until a word comes
 * that no host knows; and that word comes only around the commands of this report.
 */
public final class GitHubReport implements Consumer<Event> {

    private static final int WORD_BYTES = 16;

    private final PrintWriter out;
    private final PrintWriter err;
    private final RunHead head;
    private final Map<String, String> environment;
    private final HostTexts texts;
    private final OwnNames names = new OwnNames();
    private final Problems problems = new Problems(names);
    private final Problems ignored = new Problems(names);
    private final Map<String, List<String>> warnings = new LinkedHashMap<>();
    private final Set<String> finished = new HashSet<>();
    private final String word = HexFormat.of().formatHex(random());

    /**
     * Makes a report of a run, and keeps the runner from obeying what is printed from now on.
     *
     * @param environment where the variables of GitHub are
     */
    public GitHubReport(
            PrintWriter out, PrintWriter err, RunHead head, boolean colour, Map<String, String> environment) {
        this.out = out;
        this.err = err;
        this.head = head;
        this.environment = environment;
        this.texts = new HostTexts(new Style(colour), head.verbosity(), false, head.hosts(), names);
        stop();
    }

    private static byte[] random() {
        byte[] bytes = new byte[WORD_BYTES];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    private void stop() {
        out.println("::stop-commands::" + word);
        out.flush();
    }

    /** Prints a command that the runner obeys; nothing else is printed between the two lines around it. */
    private void command(String line) {
        out.println("::" + word + "::");
        out.println(line);
        stop();
    }

    @Override
    public synchronized void accept(Event event) {
        texts.add(event);
        if (event instanceof Event.Failed failed && failed.ignored()) {
            ignored.follow(event);
        } else {
            problems.follow(event);
        }
        if (event instanceof Event.Warned warned) {
            warnings.computeIfAbsent(warned.step() + ": " + warned.text(), any -> new ArrayList<>())
                    .add(warned.host());
        } else if (event instanceof Event.Finished) {
            finished.add(event.host());
        }
    }

    /** Prints all that the run came to. */
    public synchronized void end(RunSummary summary) {
        String total = ConsoleReport.total(summary, head.dryRun());
        print();
        if (head.brief()) {
            List<String> drifted = summary.hosts().entrySet().stream()
                    .filter(host -> host.getValue().status() == HostStatus.CHANGED)
                    .map(Map.Entry::getKey)
                    .toList();
            if (!drifted.isEmpty()) {
                annotate("warning", title(), Optional.empty(), HostSet.fold(drifted) + ": differs from the playbook");
            }
        }
        out.println(total);
        resume();
        summarize(new GitHubSummary(title(), total).with(summary, head));
    }

    /** Prints how far an interrupted run came. */
    public synchronized void interrupted() {
        texts.end((host, text) -> {});
        print();
        List<String> open =
                head.hosts().stream().filter(host -> !finished.contains(host)).toList();
        String far = finished.size() + " of " + head.hosts().size() + " hosts were done"
                + (open.isEmpty() ? "" : "; not done: " + HostSet.fold(open));
        annotate("error", title(), Optional.empty(), "interrupted: " + far);
        out.println(far);
        resume();
        summarize(new GitHubSummary(title(), "interrupted: " + far));
    }

    private void resume() {
        out.println("::" + word + "::");
        out.flush();
    }

    private String title() {
        return Harmless.line("dockplay " + head.command() + " " + head.playbook());
    }

    private void print() {
        if (head.verbosity() >= 0) {
            texts.blocks().forEach(block -> {
                command("::group::"
                        + data(HostSet.fold(block.hosts()) + "  "
                                + block.lines().head() + block.remark()));
                block.lines().all().forEach(out::println);
                command("::endgroup::");
            });
        }
        texts.close();
        problems.folded(head.hosts()).forEach(problem -> annotate("error", problem));
        ignored.folded(head.hosts()).forEach(problem -> annotate("warning", problem));
        warnings.forEach((text, hosts) ->
                annotate("warning", title(), Optional.empty(), HostSet.fold(hosts) + ": " + Harmless.line(text)));
    }

    private void annotate(String kind, Problem problem) {
        String advice = problem.advice().isEmpty() ? "" : "\n" + problem.advice();
        annotate(kind, problem.context().orElse(title()), problem.where(), problem.what() + advice);
    }

    private void annotate(String kind, String title, Optional<Position> where, String message) {
        StringBuilder line = new StringBuilder("::").append(kind).append(' ');
        where.ifPresent(place -> {
            line.append("file=").append(property(fromWorkspace(place.file()))).append(',');
            if (place.line() > 0) {
                line.append("line=").append(place.line()).append(',');
            }
            if (place.column() > 0) {
                line.append("col=").append(place.column()).append(',');
            }
        });
        command(line + "title=" + property(title) + "::" + data(message));
    }

    /** The file as the repository has it; what is not in there stays as it is. */
    private String fromWorkspace(String file) {
        String workspace = environment.getOrDefault("GITHUB_WORKSPACE", "");
        try {
            Path whole = Path.of(file).toAbsolutePath().normalize();
            return !workspace.isEmpty() && whole.startsWith(workspace)
                    ? Path.of(workspace).relativize(whole).toString()
                    : file;
        } catch (InvalidPathException e) {
            return file;
        }
    }

    /** A text as GitHub's commands write it. */
    private static String data(String text) {
        return Harmless.text(text).replace("%", "%25").replace("\n", "%0A");
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }

    private void summarize(GitHubSummary summary) {
        String file = environment.getOrDefault("GITHUB_STEP_SUMMARY", "");
        if (file.isEmpty()) {
            return;
        }
        try {
            Files.writeString(
                    Path.of(file),
                    summary.with(problems.folded(head.hosts())).text(),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException | InvalidPathException e) {
            err.println("warning: the summary cannot be written to GITHUB_STEP_SUMMARY: "
                    + Harmless.line(String.valueOf(e)));
        }
    }
}
