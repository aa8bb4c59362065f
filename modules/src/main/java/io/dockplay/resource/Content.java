package io.dockplay.resource;

import java.util.Arrays;

/**
 * Bytes that travel beside a script and reach it as a file.
 *
 * <p>As an argument of {@link Script#of} it becomes the path of that file on the host, which is there while the script
 * runs and only root (or the login user) can read.
 *
 * @param bytes the file's content
 * @param name the file on this side, as a playbook names it; empty where there is none. It makes no difference between two
 *     contents
 */
@SuppressWarnings("ArrayRecordComponent") // equality is by content, below
public record Content(byte[] bytes, String name) {

    /** Bytes of no file. */
    public Content(byte[] bytes) {
        this(bytes, "");
    }

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
