package io.dockplay.cli.option;

import io.dockplay.ssh.SshOptions;
import io.dockplay.ssh.SshTarget;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How a run logs in on its hosts, where the inventory does not say it of one.
 *
 * @param ssh what is the same for all connections
 * @param becomePassword what sudo is told if it asks, whatever the inventory says
 * @param user whom to log in as
 * @param password the login user's password
 * @param privateKey the file of the key to log in with
 * @param warn is told what the inventory says and is not heeded
 */
public record Login(
        SshOptions ssh,
        Optional<String> becomePassword,
        Optional<String> user,
        Optional<String> password,
        Optional<Path> privateKey,
        Consumer<String> warn) {

    /** As the inventory and ssh_config say. */
    public static final Login USUAL = new Login(
            SshOptions.usual(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), text -> {});

    /** A host, with what the inventory leaves open filled in. */
    public SshTarget to(SshTarget target) {
        return target.or(user, password, privateKey);
    }

    /** Never the passwords. */
    @Override
    public String toString() {
        return "Login as " + user.orElse("the inventory says");
    }
}
