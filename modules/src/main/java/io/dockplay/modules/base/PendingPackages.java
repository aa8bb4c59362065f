package io.dockplay.modules.base;

import io.dockplay.resource.PendingChanges;
import java.util.Map;
import java.util.Optional;

/** Names packages in the pending changes of a dry run. */
public final class PendingPackages {

    private static final String PACKAGE = "package:";

    private PendingPackages() {}

    /** Names a package among what tasks write when they restore it. */
    public static String resource(String name) {
        return PACKAGE + name;
    }

    /** Finds the last earlier task that restores packages; other things may come with these. */
    static Optional<String> anyTask(PendingChanges pendingChanges) {
        return pendingChanges.writers().entrySet().stream()
                .filter(each -> each.getKey().startsWith(PACKAGE))
                .map(Map.Entry::getValue)
                .reduce((first, second) -> second);
    }
}
