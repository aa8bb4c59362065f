package io.dockplay.modules.base;

import io.dockplay.resource.PendingChanges;
import java.util.Map;
import java.util.Optional;

/** How tasks of one run tell each other of packages. */
public final class PendingPackages {

    private static final String PACKAGE = "package:";

    private PendingPackages() {}

    /** What a task says that it writes when it brings a package back. */
    public static String resource(String name) {
        return PACKAGE + name;
    }

    /** The last of the run's earlier tasks that bring packages back, with which other things may come. */
    static Optional<String> anyTask(PendingChanges pendingChanges) {
        return pendingChanges.writers().entrySet().stream()
                .filter(each -> each.getKey().startsWith(PACKAGE))
                .map(Map.Entry::getValue)
                .reduce((first, second) -> second);
    }
}
