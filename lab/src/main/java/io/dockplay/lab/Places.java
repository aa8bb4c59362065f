package io.dockplay.lab;

import java.nio.file.Path;

/** The folders of the lab on this machine. */
final class Places {
    private Places() {}

    /** The folder for logs, and for a folder of each running lab. */
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
