package io.dockplay.ssh;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Runs the local commands of ssh_config in the user's shell, as OpenSSH's client does.
 *
 * @param patience how long a command of {@code Match exec} may take
 */
record LocalShell(Duration patience) {

    /** A command that is ready to start. */
    static ProcessBuilder command(String text) {
        String shell = Optional.ofNullable(System.getenv("SHELL"))
                .filter(path -> !path.isEmpty())
                .orElse("/bin/sh");
        return new ProcessBuilder(shell, "-c", text);
    }

    /** Whether a command ends with 0; false when it cannot be started or does not end in time. */
    Optional<Boolean> told(String text) {
        return Optional.of(succeeds(text));
    }

    private boolean succeeds(String text) {
        Process process;
        try {
            process = command(text)
                    .redirectInput(Redirect.from(new File("/dev/null")))
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            return false;
        }
        try {
            return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS) && process.exitValue() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            process.destroy();
        }
    }
}
