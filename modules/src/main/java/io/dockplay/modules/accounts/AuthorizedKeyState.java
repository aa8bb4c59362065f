package io.dockplay.modules.accounts;

import io.dockplay.modules.files.FileState;
import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.Script;
import java.util.Optional;

/**
 * The actual state of the keys that may log in as a user.
 *
 * @param uid the user's number; empty when there is no such user
 * @param gid the number of the user's first group
 * @param path the file of keys
 * @param folder what is at the path of its directory, such as {@code directory|700|1001|1001}; empty when there is
 *     nothing
 * @param file what is at the path
 */
public record AuthorizedKeyState(String uid, String gid, String path, String folder, FileState file) {

    private static final int HOME = 5;

    static Script probe(String user, Optional<String> path) {
        return Script.of(
                """
                entry=$(getent passwd {} | head -n 1)
                answer user; printf '%s\\n' "$entry"
                file={}
                [ -n "$file" ] || file=$(printf '%s' "$entry" | cut -d : -f 6)/.ssh/authorized_keys
                answer folder; stat -c '%F|%a|%u|%g' "${file%/*}"
                {}""",
                user, path.orElse(""), FileState.probe(Script.of("$file"), true, Optional.empty(), Optional.empty()));
    }

    static AuthorizedKeyState read(Optional<String> path, ProbeOutput probeOutput) {
        String[] entry = probeOutput.text("user").split(":", -1);
        boolean isThere = entry.length > HOME;
        String file = path.orElse((isThere ? entry[HOME] : "") + "/.ssh/authorized_keys");
        return new AuthorizedKeyState(
                isThere ? entry[2] : "",
                isThere ? entry[3] : "",
                file,
                probeOutput.text("folder"),
                FileState.read(file, probeOutput));
    }

    String folderPath() {
        return path.substring(0, path.lastIndexOf('/'));
    }
}
