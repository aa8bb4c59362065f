package io.dockplay.problem;

/**
 * A place in a file that a user wrote.
 *
 * @param file the file's name as the user knows it
 * @param line from 1; 0 for the file as a whole
 * @param column from 1; 0 for the line as a whole
 */
public record Position(String file, int line, int column) {

    /** The file as a whole. */
    public static Position of(String file) {
        return new Position(file, 0, 0);
    }

    /** {@code site.yml:12:7}, as editors and terminals understand it. */
    @Override
    public String toString() {
        if (line == 0) {
            return file;
        }
        return column == 0 ? file + ":" + line : file + ":" + line + ":" + column;
    }
}
