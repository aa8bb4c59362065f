package io.dockplay.engine.host;

import io.dockplay.engine.record.HostRecord;
import io.dockplay.engine.session.HostSession;
import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.ScriptResult;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The changes that earlier runs left unfinished on a host, because they lost their connection or were killed.
 *
 * @param jobs a job's folder → what the host reports of it: its exit code, {@code running} or {@code unknown} on the
 *     first line, and below that its line of the record
 */
record UnfinishedJobs(Map<String, String> jobs) {

    private static final String NAME = "left:";

    /** Reads the unfinished jobs from the output of the facts. */
    static UnfinishedJobs of(ProbeOutput probeOutput) {
        Map<String, String> jobs = new TreeMap<>();
        probeOutput.values().keySet().stream()
                .filter(name -> name.startsWith(NAME))
                .forEach(name -> jobs.put(name.substring(NAME.length()), probeOutput.raw(name)));
        return new UnfinishedJobs(jobs);
    }

    /** Whether no earlier run left a job unfinished. */
    boolean isEmpty() {
        return jobs.isEmpty();
    }

    /** Returns the jobs' folders, relative to dockplay's folder on the host. */
    Collection<String> folders() {
        return jobs.keySet();
    }

    /** Returns the jobs with their exit codes, which the host reports after it has waited for them. */
    UnfinishedJobs after(ProbeOutput probeOutput) {
        Map<String, String> ended = new TreeMap<>(jobs);
        of(probeOutput)
                .jobs()
                .forEach((folder, code) -> ended.computeIfPresent(folder, (same, report) -> code + record(report)));
        return new UnfinishedJobs(ended);
    }

    private static String record(String report) {
        return report.substring(report.indexOf('\n') + 1);
    }

    /** Returns a sentence about each job. */
    List<String> sentences() {
        return jobs.values().stream().map(UnfinishedJobs::sentence).toList();
    }

    private static String sentence(String report) {
        String code = report.lines().findFirst().orElse("");
        String when = HostRecord.read(record(report)).entries().stream()
                .map(entry -> "while it changed " + entry.title())
                .findFirst()
                .orElse("in the middle of a change");
        return "an earlier run lost its connection " + when
                + (code.equals("running")
                        ? "; that change is still at work"
                        : "; that change ended with " + new ScriptResult(HostSession.code(code), "", "").ending());
    }
}
