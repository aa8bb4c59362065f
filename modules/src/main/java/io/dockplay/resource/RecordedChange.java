package io.dockplay.resource;

/**
 * A change as the record of a host keeps it, and as uninstall reads it.
 *
 * <p>It is made of keys and plain values, never of sentences: hosts keep records for years, so what is written here stays,
 * while the words of a {@link Change} may be improved at any time.
 *
 * @param key the thing or the property that changed, such as {@code docker-ce}, {@code content} or {@code mode:/etc/a}
 * @param from what it was, such as {@link Change#ABSENT}
 * @param to what it became; {@code sha256:} and a checksum where the line only tells what was written to a file
 */
public record RecordedChange(String key, String from, String to) {

    /** The value of a thing that is there, where it does not matter as what. */
    public static final String PRESENT = "present";

    /** The value of a directory. */
    public static final String DIRECTORY = "directory";

    /** How the value of a link begins; where it leads stands behind it. */
    public static final String LINK = "link:";

    /** How a value begins that is the checksum of a file; the function {@code writing} of runtime.sh writes it. */
    private static final String CHECKSUM = "sha256:";

    /** Whether the thing was not there before. */
    public boolean wasAbsent() {
        return from.equals(Change.ABSENT);
    }

    /** Whether the thing was taken away. */
    public boolean isRemoval() {
        return to.equals(Change.ABSENT);
    }

    /** Whether it is of the thing or the property with this key. */
    public boolean isOf(String other) {
        return key.equals(other);
    }

    /** Whether it only tells the checksum of what was written to the file that is its key. */
    public boolean isChecksum() {
        return to.startsWith(CHECKSUM);
    }

    /** The checksum that it tells. */
    public String checksum() {
        return to.substring(CHECKSUM.length());
    }

    @Override
    public String toString() {
        return key + ": " + from + " → " + to;
    }
}
