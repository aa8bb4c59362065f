package io.dockplay.modules.files;

import io.dockplay.resource.RecordedChange;
import java.util.List;

/**
 * The checksums of all that dockplay has put at a path; a file with another one was changed by somebody else since.
 *
 * <p>The functions {@code writing} and {@code sum_of} of runtime.sh make them.
 *
 * @param written SHA-256, in hexadecimal digits; none where an older dockplay has recorded none
 */
public record Checksums(List<String> written) {

    /** None are known. */
    public static final Checksums NONE = new Checksums(List.of());

    public Checksums {
        written = List.copyOf(written);
    }

    /** Those of a path that are on the record. */
    public static Checksums of(String path, List<RecordedChange> made) {
        return new Checksums(made.stream()
                .filter(change -> change.isChecksum() && change.isOf(path))
                .map(RecordedChange::checksum)
                .toList());
    }

    /** Whether somebody else has written what is there now; false where nobody can tell. */
    public boolean tellOthers(String now) {
        return !written.isEmpty() && !written.contains(now);
    }
}
