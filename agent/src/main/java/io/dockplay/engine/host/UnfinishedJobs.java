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
 * The changes that earlier runs have left behind on a host, because they lost their connection or were killed.
 *
 * @param jobs a job's folder → what the host tells of it: its exit code, {@code running} or {@code unknown} on the first
 *     line, and its line of the record below
 */
record UnfinishedJobs(Map<String, String> jobs) {

    private static final String NAME = "left:";

    /** The same as the facts tell it. */
    static UnfinishedJobs of(ProbeOutput probeOutput) {
        Map<String, String> jobs = new TreeMap<>();
        probeOutput.values().keySet().stream()
                .filter(name -> name.startsWith(NAME))
                .forEach(name -> jobs.put(name.substring(NAME.length()), probeOutput.raw(name)));
        return new UnfinishedJobs(jobs);
    }

    boolean isEmpty() {
        return jobs.isEmpty();
    }

    /** Their folders, below the one of all that dockplay keeps on the host. */
    Collection<String> folders() {
        return jobs.keySet();
    }

    /** The same, after the host has waited for them and told how they ended. */
    UnfinishedJobs after(ProbeOutput probeOutput) {
        Map<String, String> ended = new TreeMap<>(jobs);
        of(probeOutput)
                .jobs()
                .forEach((folder, code) -> ended.computeIfPresent(folder, (same, told) -> code + record(told)));
        return new UnfinishedJobs(ended);
    }

    private static String record(String told) {
        return told.substring(told.indexOf('\n') + 1);
    }

    /** A sentence about each. */
    List<String> told() {
        return jobs.values().stream().map(UnfinishedJobs::sentence).toList();
    }

    private static String sentence(String told) {
        String code = told.lines().findFirst().orElse("");
        String when = HostRecord.read(record(told)).entries().stream()
                .map(entry -> "while it changed " + entry.called())
                .findFirst()
                .orElse("in the middle of a change");
        return "an earlier run lost its connection " + when
                + (code.equals("running")
                        ? "; that change is still at work"
                        : "; that change ended with " + new ScriptResult(HostSession.code(code), "", "").ending());
    }
}
