package io.dockplay.cli.run;

import io.dockplay.vault.Revealed;
import io.dockplay.yaml.InputFiles;

/**
 * What all parts of one run share; two runs in one JVM share nothing.
 *
 * @param files the files that the user wrote, and the passwords that decrypt them
 */
public record RunContext(InputFiles files) {

    /** A run that has read nothing yet. */
    public RunContext() {
        this(new InputFiles());
    }

    /** What has been decrypted, and must not be shown. */
    public Revealed revealed() {
        return files.revealed();
    }
}
