package io.dockplay.lab;

/**
 * The result of a command on a lab host.
 *
 * @param exitCode 0 when it succeeded
 * @param output its standard output
 * @param error its standard error
 */
public record Execution(int exitCode, String output, String error) {
    /** Returns the output of a command that must succeed; if it failed, throws an error with its output. */
    public String orThrow() {
        if (exitCode != 0) {
            throw new IllegalStateException("exit code " + exitCode + ": " + error.strip() + " " + output.strip());
        }
        return output;
    }
}
