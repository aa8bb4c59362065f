package io.dockplay.cli.option;

import io.dockplay.ssh.SshOptions;
import io.dockplay.ssh.SshTarget;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How a run logs in on a host of which the inventory does not say it.
 *
 * @param ssh the options of all connections
 * @param becomePassword the password for sudo, which wins over the inventory's
 * @param user whom to log in as
 * @param password the login user's password
 * @param privateKey the file of the key to log in with
 * @param warn takes warnings of settings in the inventory that are ignored
 */
public record Login(
        SshOptions ssh,
        Optional<String> becomePassword,
        Optional<String> user,
        Optional<String> password,
        Optional<Path> privateKey,
        Consumer<String> warn) {

    /** No option says anything: the inventory and ssh_config do. */
    public static final Login USUAL = new Login(
            SshOptions.usual(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), text -> {});

    /** The target, completed by what the inventory does not say of it. */
    public SshTarget to(SshTarget target) {
        return target.or(user, password, privateKey);
    }

    /** Leaves out the passwords. */
    @Override
    public String toString() {
        return "Login as " + user.orElse("the inventory says");
    }
}
