package io.dockplay.cli.run;

import io.dockplay.cli.console.InterruptHandler;
import io.dockplay.ssh.SshClient;
import io.dockplay.transport.SharedRoom;
import io.dockplay.vault.Revealed;
import io.dockplay.yaml.InputFiles;

/**
 * What all parts of one run share; two runs in one JVM share nothing.
 *
 * @param files the files that the user wrote, and the passwords that decrypt them
 * @param sharedRoom the memory that the answers of its hosts may take
 * @param ssh logs in on the hosts, and knows the host keys and the jump hosts
 * @param interruptHandler tells what became of the run when it is interrupted
 */
public record RunContext(InputFiles files, SharedRoom sharedRoom, SshClient ssh, InterruptHandler interruptHandler) {

    /** A run that has read nothing yet, and is connected with no host. */
    public RunContext() {
        this(new SharedRoom());
    }

    private RunContext(SharedRoom sharedRoom) {
        this(new InputFiles(), sharedRoom, new SshClient(sharedRoom), new InterruptHandler());
    }

    /** What has been decrypted, and must not be shown. */
    public Revealed revealed() {
        return files.revealed();
    }
}
