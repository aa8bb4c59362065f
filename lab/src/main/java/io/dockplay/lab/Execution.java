package io.dockplay.lab;

/**
 * What a command that ran on a lab host left.
 *
 * @param exitCode 0 when it succeeded
 * @param output what it wrote to its standard output
 * @param error what it wrote to its standard error
 */
public record Execution(int exitCode, String output, String error) {
    /** The output of a command that must succeed; throws with the command's own words when it did not. */
    public String orThrow() {
        if (exitCode != 0) {
            throw new IllegalStateException("exit code " + exitCode + ": " + error.strip() + " " + output.strip());
        }
        return output;
    }
}
