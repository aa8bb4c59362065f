package io.dockplay.resource;

/**
 * A change as the record of a host keeps it, and as uninstall reads it.
 *
 * <p>It is made of keys and plain values, never of sentences: hosts keep records for years, so what is written here stays,
 * while the words of a {@link Change} may be improved at any time.
 *
 * @param key the thing or the property that changed, such as {@code docker-ce}, {@code content} or {@code mode:/etc/a}
 * @param from what it was, such as {@link Change#ABSENT}
 * @param to what it became; {@code sha256:} and a checksum where the line only records what was written to a file
 */
public record RecordedChange(String key, String from, String to) {

    /** The value of a thing that exists, where nothing more needs to be known. */
    public static final String PRESENT = "present";

    /** The value of a directory. */
    public static final String DIRECTORY = "directory";

    /** The prefix of a link's value; the target follows it. */
    public static final String LINK = "link:";

    /** The prefix of a file's checksum; the function {@code writing} of runtime.sh writes it. */
    private static final String CHECKSUM = "sha256:";

    /** Whether the thing did not exist before the change. */
    public boolean wasAbsent() {
        return from.equals(Change.ABSENT);
    }

    /** Whether the change removed the thing. */
    public boolean isRemoval() {
        return to.equals(Change.ABSENT);
    }

    /** Whether the change has this key. */
    public boolean isOf(String other) {
        return key.equals(other);
    }

    /** Whether this entry only records the checksum of what was written to the file that is its key. */
    public boolean isChecksum() {
        return to.startsWith(CHECKSUM);
    }

    /** The checksum that this entry records. */
    public String checksum() {
        return to.substring(CHECKSUM.length());
    }

    @Override
    public String toString() {
        return key + ": " + from + " → " + to;
    }
}
