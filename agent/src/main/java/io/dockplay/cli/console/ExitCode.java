package io.dockplay.cli.console;

import io.dockplay.engine.fleet.RunSummary;

/** The exit code of the process; where Ansible has a code with the same meaning, it is that one. */
public enum ExitCode {
    AS_WANTED(0),
    WRONG_INPUT(1),
    HOST_FAILED(2),
    HOST_UNREACHABLE(4),
    DIFFERENCES(5),
    BUG(70),
    INTERRUPTED(130);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    /**
     * What a run ends with.
     *
     * @param detailed whether differences have a code of their own
     */
    public static ExitCode of(RunSummary summary, boolean detailed) {
        if (!summary.bugs().isEmpty()) {
            return BUG;
        }
        if (summary.failed()) {
            return HOST_FAILED;
        }
        if (summary.unreachable()) {
            return HOST_UNREACHABLE;
        }
        return detailed && summary.changed() ? DIFFERENCES : AS_WANTED;
    }
}
