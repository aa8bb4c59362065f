package io.dockplay.faults;

import java.time.Duration;
import java.util.List;

/**
 * What came of a trial.
 *
 * @param struck whether the fault came in time
 * @param findings what did not hold, a sentence each
 * @param evidence what to look at when there are findings
 * @param duration of all of it
 */
record Verdict(Trial trial, boolean struck, List<String> findings, String evidence, Duration duration) {

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(trial.toString());
        text.append(struck ? "" : " (not struck)").append(findings.isEmpty() ? ": holds" : ": FOUND");
        text.append(", %.1f s".formatted(duration.toMillis() / 1000.0));
        findings.forEach(finding -> text.append("\n  - ").append(finding));
        return text.append(evidence).toString();
    }
}
