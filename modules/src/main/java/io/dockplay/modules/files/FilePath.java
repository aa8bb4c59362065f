package io.dockplay.modules.files;

import io.dockplay.resource.InvalidOption;
import io.dockplay.resource.PendingChanges;
import io.dockplay.resource.Script;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where a file is, from the root. */
public final class FilePath {

    /** Directories that a system cannot be without. */
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

    /** The path without a slash at its end; refused when it may not mean what it seems to. */
    public static String checked(String path) {
        if (!path.startsWith("/") || path.matches("(?s).*(//|/\\.{1,2}(/|$)|\\p{Cntrl}).*")) {
            throw new InvalidOption(
                    "path",
                    "\"" + path + "\" is not a whole path",
                    "Begin it with a slash, and leave out . and .. and double slashes.");
        }
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    static void refuseVital(String path) {
        if (VITAL.contains(path) || path.matches("(/proc|/sys|/dev)/.*")) {
            throw new InvalidOption("path", path + " is never removed", "No system works without it.");
        }
    }

    /** The template for {@code mktemp} of a file beside it, which programs that read whole folders pass over. */
    private static String beside(String path) {
        int slash = path.lastIndexOf('/');
        return path.substring(0, slash + 1) + "." + path.substring(slash + 1) + ".XXXXXX";
    }

    /** What a planned removal is called among what earlier tasks write: what is there now will not be there then. */
    public static String removed(String path) {
        return REMOVED + path;
    }

    /** The earlier task that writes or removes one of these paths, or something in one of them. */
    public static Optional<String> disturber(Collection<String> paths, PendingChanges pendingChanges) {
        return pendingChanges.writers().entrySet().stream()
                .filter(earlier -> paths.stream().anyMatch(path -> {
                    String touched = earlier.getKey().replaceFirst("^" + REMOVED, "");
                    return touched.equals(path) || touched.startsWith(path + "/");
                }))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** Makes {@code $new}, an empty file beside it that only its owner can read; it goes if the script breaks. */
    public static Script makeNew(String path) {
        return Script.of("new=$(mktemp {})\ntrap 'rm -f \"$new\"' 0", beside(path));
    }

    /** Names a file beside it {@code $new}, but does not make it. */
    public static Script nameNew(String path) {
        return Script.of("new=$(mktemp -u {})\ntrap 'rm -f \"$new\"' 0", beside(path));
    }

    /** Puts {@code $new} in its place in one step, were that a link to a directory; its checksum is recorded first. */
    public static Script putNew(String path) {
        return putNew(path, path);
    }

    /** The same, where the file that tasks know by its path lies elsewhere. */
    static Script putNew(String path, String place) {
        return Script.of("writing \"$new\" {}\nmv -fT \"$new\" {}", path, place);
    }

    /** The same, but into a file that is mounted, which has its place for good. */
    static Script putBack(String path, String place) {
        return Script.of("""
                writing "$new" {}
                into={} mounted=
                while read -r _ _ _ _ point _; do if [ "$point" = "$into" ]; then mounted=yes; fi; done </proc/self/mountinfo
                if [ -n "$mounted" ] && [ -f "$into" ] && [ -f "$new" ]; then
                  cat "$new" >"$into"; chown --reference="$new" "$into"; chmod --reference="$new" "$into"
                else
                  mv -fT "$new" "$into"
                fi""", path, place);
    }
}
