package io.dockplay.engine.coordination;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Which host may write which file of the machine that dockplay runs on: the first one that claims it. */
final class FileClaims {

    private final Map<Path, String> owners = new ConcurrentHashMap<>();

    /** The host whose file it is: this one, unless another one was first. */
    String claim(Path file, String host) {
        return owners.computeIfAbsent(file.toAbsolutePath().normalize(), any -> host);
    }
}
