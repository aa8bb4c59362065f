package io.dockplay.cli.run;

import io.dockplay.ssh.SshClient;
import io.dockplay.vault.Revealed;
import io.dockplay.yaml.InputFiles;

/**
 * What all parts of one run share; two runs in one JVM share nothing.
 *
 * @param files the files that the user wrote, and the passwords that decrypt them
 * @param ssh logs in on the hosts, and knows the host keys and the jump hosts
 */
public record RunContext(InputFiles files, SshClient ssh) {

    /** A run that has read nothing yet. */
    public RunContext() {
        this(new InputFiles(), new SshClient());
    }

    /** What has been decrypted, and must not be shown. */
    public Revealed revealed() {
        return files.revealed();
    }
}
