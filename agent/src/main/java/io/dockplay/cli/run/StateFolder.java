package io.dockplay.cli.run;

import java.nio.file.Path;
import java.util.Optional;

/** Where dockplay keeps what it remembers of its runs, for one user: {@code ${XDG_STATE_HOME:-~/.local/state}/dockplay}. */
final class StateFolder {

    private StateFolder() {}

    /** The folder that the environment names; it need not exist. */
    static Path path() {
        String home = Optional.ofNullable(System.getProperty("dockplay.state")) // for tests
                .or(() -> Optional.ofNullable(System.getenv("XDG_STATE_HOME")).filter(path -> path.startsWith("/")))
                .orElse(System.getProperty("user.home") + "/.local/state");
        return Path.of(home, "dockplay");
    }
}
