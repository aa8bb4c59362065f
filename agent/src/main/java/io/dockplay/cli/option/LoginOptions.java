package io.dockplay.cli.option;

import io.dockplay.cli.console.Terminal;
import io.dockplay.message.Message;
import io.dockplay.problem.Harmless;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Problem;
import io.dockplay.ssh.SshOptions;
import io.dockplay.ssh.SshTarget;
import java.io.Console;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How to log in on hosts; as with Ansible, what the inventory says of a host comes first. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class LoginOptions {

    @Option(
            names = {"-u", "--user"},
            paramLabel = "USER",
            description = "Log in as this user, where the inventory names none (ansible_user).")
    private Optional<String> user = Optional.empty();

    @Option(
            names = {"-k", "--ask-pass"},
            description = "Ask for the password to log in with, where the inventory has none.")
    private boolean askPassword;

    @Option(
            names = {"--private-key", "--key-file"},
            paramLabel = "FILE",
            description = "Log in with this key, where the inventory names none.")
    private Optional<String> privateKey = Optional.empty();

    @Option(
            names = {"-T", "--timeout"},
            paramLabel = "SECONDS",
            description = "How long a host may take until it has let us in and begun to answer (default: 20);"
                    + " a look may take 30 times as long.")
    private Optional<Integer> timeout = Optional.empty();

    @Option(
            names = {"-K", "--ask-become-pass"},
            description = "Ask for the password that sudo wants.")
    private boolean askBecomePassword;

    @Option(
            names = "--accept-new-host-keys",
            description = "Learn the keys of hosts that are not in known_hosts; a changed key is always refused.")
    private boolean acceptNewHostKeys;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    /** No option is given; nobody is warned. */
    public LoginOptions() {}

    /** No option is given; the command, which has no such options, prints the warnings. */
    static LoginOptions of(CommandSpec command) {
        LoginOptions options = new LoginOptions();
        options.command = command;
        return options;
    }

    private final Set<String> warned = new HashSet<>();

    /**
     * What the options say; asks for the passwords first.
     *
     * @throws InvalidInput with all that is wrong with them
     */
    public Login login() {
        List<Problem> problems = new ArrayList<>();
        timeout.filter(seconds -> seconds < 1)
                .ifPresent(seconds -> problems.add(
                        Problem.of(Message.of("--timeout is %s", seconds), Message.of("It is at least 1 second."))));
        Optional<Path> key = privateKey.map(SshTarget::path);
        key.filter(file -> !Files.isReadable(file) || Files.isDirectory(file))
                .ifPresent(file -> problems.add(Problem.of(
                        Message.of("--private-key: %s cannot be read", file),
                        Message.of("Check that it is a file and that you may."))));
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
        SshOptions usual = SshOptions.usual().acceptingNewHostKeys(acceptNewHostKeys);
        return new Login(
                timeout.map(Duration::ofSeconds).map(usual::connectingWithin).orElse(usual),
                asked(askBecomePassword, "Password for sudo: ", "become_password"),
                user,
                asked(askPassword, "Password to log in with: ", "ansible_password"),
                key,
                this::warn);
    }

    /** Prints a warning, once. */
    public void warn(String text) {
        if (command != null && warned.add(text)) {
            command.commandLine().getErr().println(Message.of("warning: %s", Harmless.line(text)));
        }
    }

    private static Optional<String> asked(boolean wanted, String question, String variable) {
        if (!wanted) {
            return Optional.empty();
        }
        Optional<Console> terminal = Terminal.get();
        char[] password =
                terminal.map(console -> console.readPassword("%s", question)).orElse(null);
        if (password == null) {
            throw new InvalidInput(Problem.of(
                    Message.of("there is no terminal to ask for the password on"),
                    Message.of("Give it by the variable %s, from a file that only you can read.", variable)));
        }
        return Optional.of(new String(password));
    }
}
