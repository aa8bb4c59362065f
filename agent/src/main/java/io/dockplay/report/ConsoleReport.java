package io.dockplay.report;

import io.dockplay.engine.Event;
import io.dockplay.engine.Summary;
import io.dockplay.engine.Tally;
import io.dockplay.engine.Verdict;
import io.dockplay.problem.Problem;
import io.dockplay.resource.Change;
import io.dockplay.resource.Machine;
import io.dockplay.resource.Transaction;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Tells people, on a terminal or in a log, what a run does.
 *
 * <p>A host's lines stay together: they are printed when it has finished, or as they come when it is the only one. What went
 * wrong comes at the end, where it is not scrolled away, and once for all the hosts where it is the same.
 */
public final class ConsoleReport implements Consumer<Event> {

    private final PrintWriter out;
    private final Style style;
    private final int verbosity;
    private final boolean live;
    private final Map<String, List<String>> waiting = new LinkedHashMap<>();
    private final Map<String, String> lastTask = new LinkedHashMap<>();
    private final Map<Problem, Set<String>> problems = new LinkedHashMap<>();

    /**
     * @param colour whether the reader is a terminal that shows colours
     * @param verbosity 0 for what changes, 1 also what does not and every script that ran, 2 also those that looked
     * @param live whether lines are printed as they come; for a single host
     */
    public ConsoleReport(PrintWriter out, boolean colour, int verbosity, boolean live) {
        this.out = out;
        this.style = new Style(colour);
        this.verbosity = verbosity;
        this.live = live;
    }

    @Override
    public void accept(Event event) {
        String host = event.host();
        if (event instanceof Event.Connected connected) {
            line(host, style.bold(host) + "  " + style.faint(machine(connected.machine())));
        } else if (event instanceof Event.Ok ok) {
            verbose(1, ok.host(), ok.step(), style.green("ok"));
        } else if (event instanceof Event.Skipped skipped) {
            verbose(1, host, skipped.step(), style.faint("skipped: " + Style.plain(skipped.reason())));
        } else if (event instanceof Event.Planned planned) {
            changes(host, planned.step(), planned.changes());
            script(1, host, planned.script().toString());
        } else if (event instanceof Event.Resolved resolved) {
            transaction(host, resolved.transaction());
        } else if (event instanceof Event.Changing changing) {
            changes(host, changing.step(), changing.changes());
            script(1, host, changing.script().toString());
        } else if (event instanceof Event.Changed changed) {
            verbose(1, host, changed.step(), style.green("done"));
        } else if (event instanceof Event.Output output) {
            if (live || verbosity > 0) {
                output.text().lines().forEach(text -> line(host, "      " + style.faint("| " + Style.plain(text))));
            }
        } else if (event instanceof Event.Looked looked) {
            if (verbosity > 1) {
                task(host, looked.step(), style.faint("looking"));
                script(2, host, looked.script().toString());
            }
        } else if (event instanceof Event.Warned warned) {
            task(host, warned.step(), style.yellow("warning: " + Style.plain(warned.text())));
        } else if (event instanceof Event.Failed failed) {
            String word = failed.ignored() ? style.yellow("failed, ignored") : style.red("FAILED");
            task(host, failed.step(), word);
            problem(host, failed.problem());
        } else if (event instanceof Event.Unsupported unsupported) {
            line(host, "  " + style.red("UNSUPPORTED") + ", nothing was done");
            problem(host, unsupported.problem());
        } else if (event instanceof Event.Unreachable unreachable) {
            line(host, style.bold(host) + "  " + style.red("UNREACHABLE"));
            problem(host, unreachable.problem());
        } else if (event instanceof Event.Stopped stopped) {
            line(host, style.bold(host) + "  " + style.yellow("STOPPED"));
            problem(host, stopped.problem());
        } else if (event instanceof Event.Finished) {
            finish(host);
        }
    }

    /** Tells how all ended. */
    public void summary(Summary summary, boolean dryRun) {
        problems.forEach((problem, hosts) -> {
            out.println();
            Problem named = new Problem(
                    String.join(", ", hosts) + ": " + problem.what(),
                    problem.where(),
                    problem.context(),
                    problem.advice());
            String text = Style.plain(named.toString());
            out.println(style.red("error:") + text.substring("error:".length()));
        });
        out.println();
        int width = Math.max(
                "host".length(),
                summary.hosts().keySet().stream().mapToInt(String::length).max().orElse(0));
        String changed = dryRun ? "to change" : "changed";
        out.printf("%-" + width + "s  %6s  %9s  %6s  %7s%n", "host", "ok", changed, "failed", "skipped");
        summary.hosts().forEach((host, tally) -> {
            String row = ("%-" + width + "s  %6d  %9d  %6d  %7d%s")
                    .formatted(host, tally.ok(), tally.changed(), tally.failed(), tally.skipped(), remark(tally));
            out.println(colour(tally, row));
        });
        out.println(total(summary, dryRun));
        out.flush();
    }

    private static String remark(Tally tally) {
        return switch (tally.verdict()) {
            case UNREACHABLE, UNSUPPORTED, STOPPED -> "  " + word(tally.verdict(), false);
            default -> "";
        };
    }

    private String colour(Tally tally, String row) {
        if (tally.verdict().isBad() || tally.stopped()) {
            return style.red(row);
        }
        return tally.changed() > 0 ? style.yellow(row) : style.green(row);
    }

    private static String total(Summary summary, boolean dryRun) {
        Map<Verdict, Long> counts = summary.hosts().values().stream()
                .collect(Collectors.groupingBy(
                        Tally::verdict, () -> new EnumMap<>(Verdict.class), Collectors.counting()));
        int hosts = summary.hosts().size();
        return hosts
                + (hosts == 1 ? " host: " : " hosts: ")
                + counts.entrySet().stream()
                        .map(each -> each.getValue() + " " + word(each.getKey(), dryRun))
                        .collect(Collectors.joining(", "));
    }

    private static String word(Verdict verdict, boolean dryRun) {
        return switch (verdict) {
            case CHANGED -> dryRun ? "to change" : "changed";
            case AS_WANTED -> "as wanted";
            case FAILED -> "failed";
            case UNREACHABLE -> "unreachable";
            case UNSUPPORTED -> "unsupported";
            case STOPPED -> "stopped";
        };
    }

    private static String machine(Machine machine) {
        return "%s %s, %s, kernel %s"
                .formatted(machine.distribution(), machine.version(), machine.architecture(), machine.kernel());
    }

    private void changes(String host, Event.Step step, List<Change> changes) {
        heading(host, step);
        for (Change change : changes) {
            boolean named = List.of(step.label().split(", ", -1)).contains(change.what());
            String after = change.after()
                    .map(task -> style.faint("  after " + Style.plain(task)))
                    .orElse("");
            String what = named ? step.module() + " " + change.what() : step + ": " + change.what();
            line(
                    host,
                    "    " + style.yellow("~") + " " + Style.plain(what) + "  " + Style.plain(change.from()) + " → "
                            + style.bold(Style.plain(change.to())) + after);
            change.diff().ifPresent(diff -> diff.lines().forEach(text -> line(host, "      " + diffLine(text))));
        }
    }

    private void transaction(String host, Transaction transaction) {
        transaction
                .problem()
                .ifPresent(text -> line(host, "      " + style.yellow("not resolved: " + Style.plain(text))));
        for (Transaction.Part part : transaction.parts()) {
            String text = "%s %s %s (%s%s, %s)"
                    .formatted(
                            part.action(),
                            part.name(),
                            part.version(),
                            part.dependency() ? "dependency, " : "",
                            part.repository(),
                            part.size());
            line(host, "      " + style.faint("· " + Style.plain(text)));
        }
        int count = transaction.parts().size();
        if (count > 0) {
            String size = transaction
                    .download()
                    .map(text -> ", " + Style.plain(text) + " to download")
                    .orElse("");
            line(host, "      " + count + (count == 1 ? " package" : " packages") + size);
        }
    }

    private String diffLine(String text) {
        String plain = Style.plain(text);
        if (text.startsWith("+++") || text.startsWith("---") || text.startsWith("@@")) {
            return style.faint(plain);
        }
        return text.startsWith("+") ? style.green(plain) : text.startsWith("-") ? style.red(plain) : plain;
    }

    private void script(int least, String host, String script) {
        if (verbosity >= least) {
            script.lines().forEach(text -> line(host, "      " + style.faint("$ " + Style.plain(text))));
        }
    }

    private void verbose(int least, String host, Event.Step step, String word) {
        if (verbosity >= least) {
            task(host, step, word);
        }
    }

    private void task(String host, Event.Step step, String word) {
        heading(host, step);
        String what = step.module().isEmpty() ? "" : Style.plain(step.toString()) + "  ";
        line(host, "    " + what + word);
    }

    private void heading(String host, Event.Step step) {
        if (!step.task().isEmpty() && !step.task().equals(lastTask.put(host, step.task()))) {
            line(host, "  " + Style.plain(step.task()));
        }
    }

    /** A problem names its host first; without the name it is the same on many. */
    private void problem(String host, Problem problem) {
        String prefix = host + ": ";
        String what = problem.what().startsWith(prefix) ? problem.what().substring(prefix.length()) : problem.what();
        problems.computeIfAbsent(
                        new Problem(what, problem.where(), problem.context(), problem.advice()),
                        any -> new LinkedHashSet<>())
                .add(host);
    }

    private void line(String host, String text) {
        if (live) {
            out.println(text);
            out.flush();
        } else {
            waiting.computeIfAbsent(host, any -> new ArrayList<>()).add(text);
        }
    }

    private void finish(String host) {
        List<String> lines = waiting.remove(host);
        if (lines != null && (lines.size() > 1 || verbosity > 0 || lines.get(0).matches(".*(UNREACHABLE|STOPPED).*"))) {
            lines.forEach(out::println);
            out.flush();
        }
    }
}
