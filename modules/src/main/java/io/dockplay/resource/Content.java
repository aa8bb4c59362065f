package io.dockplay.resource;

import java.util.Arrays;

/**
 * Bytes that travel beside a script and reach it as a file.
 *
 * <p>As an argument of {@link Script#of} it becomes the path of that file on the host, which is there while the script
 * runs and only root (or the login user) can read.
 *
 * @param bytes the file's content
 */
@SuppressWarnings("ArrayRecordComponent") // equality is by content, below
public record Content(byte[] bytes) {

    @Override
    public boolean equals(Object other) {
        return other instanceof Content that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return bytes.length + " bytes";
    }
}
