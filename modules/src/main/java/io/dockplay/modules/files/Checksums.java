package io.dockplay.modules.files;

import io.dockplay.resource.RecordedChange;
import java.util.List;

/**
 * The checksums of all that dockplay has written to a path; a file with another one was changed by somebody else since.
 *
 * <p>The functions {@code writing} and {@code sum_of} of runtime.sh make them.
 *
 * @param written SHA-256, in hexadecimal digits; none where an older dockplay has recorded none
 */
public record Checksums(List<String> written) {

    /** No known checksums. */
    public static final Checksums NONE = new Checksums(List.of());

    public Checksums {
        written = List.copyOf(written);
    }

    /** Reads the checksums of a path from the record. */
    public static Checksums of(String path, List<RecordedChange> made) {
        return new Checksums(made.stream()
                .filter(change -> change.isChecksum() && change.isOf(path))
                .map(RecordedChange::checksum)
                .toList());
    }

    /** Whether somebody else has changed the file; false when no checksum is known. */
    public boolean tellOthers(String now) {
        return !written.isEmpty() && !written.contains(now);
    }
}
