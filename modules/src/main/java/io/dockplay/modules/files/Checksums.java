package io.dockplay.modules.files;

import io.dockplay.resource.Change;
import java.util.List;

/**
 * The checksums of all that dockplay has put at a path; a file with another one was changed by somebody else since.
 *
 * <p>The functions {@code writing} and {@code sum_of} of runtime.sh make them.
 *
 * @param written SHA-256, in hexadecimal digits; none where an older dockplay has recorded none
 */
public record Checksums(List<String> written) {

    private static final String MARK = "sha256:";

    /** None are known. */
    public static final Checksums NONE = new Checksums(List.of());

    public Checksums {
        written = List.copyOf(written);
    }

    /** Those of a path that are on the record. */
    public static Checksums of(String path, List<Change> made) {
        return new Checksums(made.stream()
                .filter(change -> isOne(change) && change.what().equals(path))
                .map(change -> change.to().substring(MARK.length()))
                .toList());
    }

    /** Whether an entry of the record tells only a checksum. */
    public static boolean isOne(Change change) {
        return change.to().startsWith(MARK);
    }

    /** Whether somebody else has written what is there now; false where nobody can tell. */
    public boolean tellOthers(String now) {
        return !written.isEmpty() && !written.contains(now);
    }
}
