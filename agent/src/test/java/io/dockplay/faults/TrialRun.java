package io.dockplay.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Makes one trial, and finds what does not hold after it. */
final class TrialRun {

    private static final Set<Integer> AS_WANTED = Set.of(0);
    /** A change at work when its run went away may take so long to end. */
    private static final Duration LONGEST_CHANGE = Duration.ofSeconds(15);

    private final Trial trial;
    private final Site site;
    private final Runs runs;
    private final List<Child> children = new ArrayList<>();
    private final List<String> findings = new ArrayList<>();
    private boolean struck;

    private TrialRun(Trial trial, Site site, Path folder) throws IOException {
        this.trial = trial;
        this.site = site;
        this.runs = Runs.in(folder, site.host());
    }

    /**
     * Makes a trial.
     *
     * @param folder of its own, for what the runs read and say
     */
    static Verdict of(Trial trial, Site site, Path folder) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        TrialRun run = new TrialRun(trial, site, folder);
        try {
            run.go();
        } catch (Hung hung) {
            // It is among the findings; the rest would only follow from it.
        } catch (IllegalStateException e) {
            run.findings.add("the trial could not go on: " + e.getMessage());
        }
        Duration duration = Duration.ofNanos(System.nanoTime() - begun);
        String evidence = run.findings.isEmpty() ? "" : Evidence.of(site, run.children);
        return new Verdict(trial, run.struck, List.copyOf(run.findings), evidence, duration);
    }

    private void go() throws IOException, InterruptedException, Hung {
        trial.fault().setUp(site.host());
        if (trial.phase() == Phase.UNINSTALL) {
            steady("before", "apply");
        }
        trial.fault().prepare(site.host());
        int exit = faulted();
        rest();
        trial.fault().mend(site.host());
        if (trial.phase() == Phase.APPLY) {
            List<String> made = steady("again", "apply");
            if (exit == 0 && !made.isEmpty()) {
                findings.add("the run said that all is as wanted, but the next one had to do " + made);
            }
            asWanted();
            nothingLeftToDo(steady("settled", "apply"));
            steady("back", "uninstall");
        } else {
            List<String> made = steady("again", "uninstall");
            if (exit == 0 && !made.isEmpty()) {
                findings.add("the run said that all is given back, but the next one had to do " + made);
            }
            nothingLeftToDo(steady("settled", "uninstall"));
        }
        trial.fault().cleanUp(site.host());
        site.untouched()
                .differences(site.host().fingerprint())
                .forEach(difference -> findings.add("not given back: " + difference));
        noneLeft(Duration.ofSeconds(2));
    }

    /** The run during which the fault strikes; gives its exit code. */
    private int faulted() throws IOException, InterruptedException, Hung {
        try (FaultProxy proxy = FaultProxy.to(site.host().port(), trial.fault().disturbances())) {
            Scene scene = new Scene(site.host(), proxy, runs, trial.phase());
            children.add(scene.run());
            struck = trial.fault().strike(scene);
            Optional<Child> second = scene.second();
            second.ifPresent(children::add);
            judge(scene.run(), "the run", trial.kind().exits(), trial.kind().deadline());
            if (second.isPresent()) {
                judge(second.get(), "the second run", AS_WANTED, trial.kind().deadline());
            }
            if (!trial.fault().disturbances().isEmpty()) {
                struck = proxy.struck();
            }
            return scene.run().exit();
        }
    }

    /** When the host is at rest, with the fault still there: nothing of ours runs, and nothing is half. */
    private void rest() throws InterruptedException {
        noneLeft(LONGEST_CHANGE);
        HostState state = HostState.of(site.host());
        findings.addAll(state.unsound(site.former(), site.wanted()));
        if (!trial.kind().breaksJobs()
                && !state.commands().get("begun").equals(state.commands().get("ended"))) {
            findings.add("a change is lost: the slow command has begun and ended " + state.commands());
        }
    }

    private void noneLeft(Duration patience) throws InterruptedException {
        Processes.left(site.host(), site.processes(), patience)
                .forEach(process -> findings.add("a process is left: " + process.replace('\t', ' ')));
    }

    private void asWanted() {
        HostState state = HostState.of(site.host());
        state.differences(site.wanted()).forEach(difference -> findings.add("not as wanted: " + difference));
        state.unfinished().forEach(path -> findings.add("left in dockplay's folder: " + path));
    }

    private void nothingLeftToDo(List<String> made) {
        if (!made.isEmpty()) {
            findings.add("the run after the next one still had to do " + made);
        }
    }

    /** A run that nothing disturbs; gives the changes that it has made. */
    private List<String> steady(String name, String command) throws IOException, InterruptedException, Hung {
        List<String> words = new ArrayList<>(List.of(command, "site.yml", "--format", "json"));
        if (command.equals("uninstall")) {
            words.addAll(List.of("--yes", "--forget"));
        }
        Child run = runs.start(name, site.host().port(), words);
        children.add(run);
        return Told.changes(judge(run, command + " (" + name + ")", AS_WANTED, Duration.ofSeconds(60)));
    }

    /** Waits for a run's end, and looks at how it ended and what it said; gives that. */
    private String judge(Child run, String name, Set<Integer> exits, Duration deadline)
            throws IOException, InterruptedException, Hung {
        if (!run.ends(deadline)) {
            run.endHanging();
            findings.add(name + " hangs: it did not end within " + deadline.toSeconds() + " s");
            throw new Hung();
        }
        String said = run.said();
        if (!exits.contains(run.exit())) {
            findings.add(name + " ended with " + run.exit() + ", and may end with " + new TreeSet<>(exits));
        }
        Told.wrongs(run, said, site.host().name(), trial.kind().loses())
                .forEach(wrong -> findings.add(name + ": " + wrong));
        return said;
    }

    /** A run did not end. */
    private static final class Hung extends Exception {
        private static final long serialVersionUID = 1;
    }
}
