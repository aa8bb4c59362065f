package io.dockplay.lab;

import java.nio.file.Path;

/** Where the lab keeps its own things on this machine. */
final class Places {
    private Places() {}

    /** Logs, and a folder for each lab that is up. */
    static Path cache() {
        String cache = System.getenv("XDG_CACHE_HOME");
        Path root =
                cache == null || cache.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
        return root.resolve("dockplay").resolve("lab");
    }

    static Path log(String name) {
        return cache().resolve("logs").resolve(name + ".log");
    }
}
