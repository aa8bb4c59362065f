package io.dockplay.engine.uninstall;

import io.dockplay.resource.Change;
import java.util.stream.Collectors;

/** The texts that warn of leftovers that an uninstall does not restore. */
final class LeftoverWarnings {

    /** The number of changes that a warning shows at most. */
    private static final int SHOWN = 3;

    private LeftoverWarnings() {}

    /** Warns that another playbook of the same name may have made the changes. */
    static String notOurs(OrphanedChanges.Leftover leftover) {
        return "it stays: " + taskIsGone(leftover) + ", and none of what the same run did; if this playbook brought"
                + " it, --force gives it back";
    }

    /** Warns that changes of this module are never restored. */
    static String neverRestored(OrphanedChanges.Leftover leftover) {
        return "nothing takes back what it did: " + taskIsGone(leftover);
    }

    /**
     * Warns that the record does not say enough to restore the changes.
     *
     * @param force whether the lines go nevertheless
     */
    static String unknownState(OrphanedChanges.Leftover leftover, boolean force) {
        boolean isSecret = leftover.task().task().keywords().isSecret();
        String changes = leftover.changes().stream()
                .filter(change -> !change.recorded().isChecksum())
                .limit(SHOWN)
                .map(Change::toString)
                .collect(Collectors.joining(", "));
        String why = leftover.isStillThere()
                ? "what the task \"" + leftover.task().task().name() + "\" is about is not known before it runs"
                : taskIsGone(leftover);
        String how =
                leftover.isStillThere() ? "; take it back under uninstall:" : "; put the task back and uninstall again";
        return (force ? "it stays: " : "it stays, and on the record: ") + why
                + ", and the record alone does not tell how to give it back"
                + (isSecret || changes.isEmpty() ? "" : " (" + changes + ")")
                + (force ? "" : how + ", or let it go with --force");
    }

    private static String taskIsGone(OrphanedChanges.Leftover leftover) {
        return "the playbook has the task \"" + leftover.task().task().name() + "\" no more";
    }
}
