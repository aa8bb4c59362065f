package io.dockplay.faults;

import io.dockplay.lab.Lab;
import io.dockplay.lab.Release;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Makes many trials: those of each release one after the other, the two releases side by side. */
final class FaultTrials {

    private final Path folder;
    private final Consumer<String> progress;
    private final List<Verdict> verdicts = Collections.synchronizedList(new ArrayList<>());

    private FaultTrials(Path folder, Consumer<String> progress) {
        this.folder = folder;
        this.progress = progress;
    }

    /**
     * Makes all of them.
     *
     * @param folder in which each has one of its own
     * @param progress told of every trial as it ends
     */
    static List<Verdict> make(List<Trial> trials, Path folder, Consumer<String> progress) throws InterruptedException {
        FaultTrials all = new FaultTrials(folder, progress);
        ExecutorService threads = Executors.newFixedThreadPool(Release.values().length);
        List<Future<?>> ends = new ArrayList<>();
        for (Release release : Release.values()) {
            List<Trial> own =
                    trials.stream().filter(trial -> trial.release() == release).toList();
            ends.add(threads.submit(() -> {
                all.make(release, own);
                return null;
            }));
        }
        threads.shutdown();
        try {
            for (Future<?> end : ends) {
                end.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("the trials could not go on", e.getCause());
        } finally {
            threads.shutdownNow();
        }
        return List.copyOf(all.verdicts);
    }

    /** After a finding the next trial gets a fresh host. */
    private void make(Release release, List<Trial> trials) throws IOException, InterruptedException {
        for (int next = 0; next < trials.size(); ) {
            boolean legacy = release.isLegacy();
            try (Lab lab = Lab.start(legacy ? 0 : 1, legacy ? 1 : 0, line -> {})) {
                Site site = Site.of(lab.hosts().get(0), folder.resolve("undisturbed-" + release));
                boolean holds = true;
                while (holds && next < trials.size()) {
                    Trial trial = trials.get(next++);
                    Verdict verdict = TrialRun.of(trial, site, folder.resolve("trial-" + trial.number()));
                    verdicts.add(verdict);
                    progress.accept(verdict.toString());
                    holds = verdict.findings().isEmpty();
                }
            }
        }
    }
}
