package io.dockplay.modules.files;

import io.dockplay.message.Message;
import io.dockplay.resource.InvalidOption;
import io.dockplay.resource.PendingChanges;
import io.dockplay.resource.Script;
import io.dockplay.resource.Sha256;
import io.dockplay.resource.Utf8;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An absolute path of a file on a host, and how a new file gets there. */
public final class FilePath {

    /** Directories that a system needs, so that they are never removed. */
    private static final List<String> VITAL = List.of(
            "/",
            "/bin",
            "/boot",
            "/dev",
            "/etc",
            "/home",
            "/lib",
            "/lib64",
            "/media",
            "/mnt",
            "/opt",
            "/proc",
            "/root",
            "/run",
            "/sbin",
            "/selinux",
            "/srv",
            "/sys",
            "/tmp",
            "/usr",
            "/usr/bin",
            "/usr/lib",
            "/usr/lib64",
            "/usr/libexec",
            "/usr/local",
            "/usr/sbin",
            "/usr/share",
            "/var",
            "/var/cache",
            "/var/lib",
            "/var/lib/rpm",
            "/var/lib/yum",
            "/var/log",
            "/var/run",
            "/var/spool",
            "/var/tmp");

    private static final String REMOVED = "removed:";

    private FilePath() {}

    /** Returns a path without a slash at its end; a path that is not absolute and plain is refused. */
    public static String checked(String path) {
        if (!path.startsWith("/") || path.matches("(?s).*(//|/\\.{1,2}(/|$)|\\p{Cntrl}).*")) {
            throw new InvalidOption(
                    "path",
                    Message.of("\"%s\" is not a whole path", path),
                    Message.of("Begin it with a slash, and leave out . and .. and double slashes."));
        }
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    static void refuseVital(String path) {
        if (VITAL.contains(path) || path.matches("(/proc|/sys|/dev)/.*")) {
            throw new InvalidOption(
                    "path", Message.of("%s is never removed", path), Message.of("No system works without it."));
        }
    }

    /** Names a planned removal of a path among what tasks write. */
    public static String removed(String path) {
        return REMOVED + path;
    }

    /** Finds the earlier task that writes or removes one of these paths, or something in one of them. */
    public static Optional<String> disturber(Collection<String> paths, PendingChanges pendingChanges) {
        return pendingChanges.writers().entrySet().stream()
                .filter(earlier -> paths.stream().anyMatch(path -> {
                    String touched = earlier.getKey().replaceFirst("^" + REMOVED, "");
                    return touched.equals(path) || touched.startsWith(path + "/");
                }))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** Makes {@code $new}, an empty file beside a path that only its owner can read; a script that fails removes it. */
    public static Script makeNew(String path) {
        return Script.of("make_new {}", path);
    }

    /**
     * Sets {@code $new} to a name beside a path that nobody can guess, but creates no file. It is hidden: programs that
     * read whole folders skip it.
     */
    public static Script nameNew(String path) {
        return Script.of("name_new {}", path);
    }

    /**
     * Keeps what is at a path, once. With it goes the name that the copy has where no directory above is a link: to find it costs
     * the host a process.
     */
    static Script keep(String path) {
        return Script.of("keep {} {}", path, Sha256.hex(Utf8.bytes(path + "\n" + path)));
    }

    /**
     * Records the checksum of {@code $new} and moves it to a path in one step, even if that is a link to a directory.
     */
    public static Script putNew(String path) {
        return putNew(path, path);
    }

    /** Records the checksum of {@code $new} under a path and moves it to the place where that file really lies. */
    static Script putNew(String path, String place) {
        return Script.of("writing \"$new\" {}", path).then(moveNew(place));
    }

    /** Records that {@code $new}, of which the SHA-256 checksum is known, comes to a path. */
    static Script writing(String path, String sum) {
        return Script.of("writing \"$new\" {} {}", path, sum);
    }

    /** Moves {@code $new} to a path in one step, even if that is a link to a directory, and records no checksum. */
    public static Script moveNew(String path) {
        return Script.of("mv -fT \"$new\" {}\nnew=", path);
    }

    /** Does what {@link #putNew(String, String)} does, but writes into a mounted file, which cannot be replaced. */
    static Script putBack(String path, String place) {
        return Script.of("""
                writing "$new" {}
                into={} mounted=
                while read -r _ _ _ _ point _; do if [ "$point" = "$into" ]; then mounted=yes; fi; done </proc/self/mountinfo
                if [ -n "$mounted" ] && [ -f "$into" ] && [ -f "$new" ]; then
                  cat "$new" >"$into"; chown --reference="$new" "$into"; chmod --reference="$new" "$into"
                else
                  mv -fT "$new" "$into"
                  new=
                fi""", path, place);
    }
}
