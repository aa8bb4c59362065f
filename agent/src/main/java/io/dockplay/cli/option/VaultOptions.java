package io.dockplay.cli.option;

import io.dockplay.cli.console.Terminal;
import io.dockplay.message.Message;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Problem;
import io.dockplay.vault.Keyring;
import io.dockplay.vault.PasswordSources;
import io.dockplay.yaml.InputFiles;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The options that say where the passwords of Ansible Vault are; every command that reads files that may be encrypted has them. */
public final class VaultOptions {

    @Option(
            names = {"--vault-password-file", "--vault-pass-file"},
            paramLabel = "FILE",
            description = "A file with the password of Ansible Vault, or a program that prints it.")
    List<String> files = new ArrayList<>();

    @Option(
            names = "--vault-id",
            paramLabel = "LABEL@FILE",
            description = "A vault password with a label; LABEL@prompt asks for it.")
    List<String> identities = new ArrayList<>();

    @Option(
            names = {"-J", "--ask-vault-pass", "--ask-vault-password"},
            description = "Ask for the vault password.")
    boolean ask;

    public PasswordSources sources() {
        return new PasswordSources(identities, files, ask, System.getenv(), VaultOptions::asked);
    }

    /** Decrypts with these passwords what is read from now on. */
    public void open(InputFiles files) {
        files.use(Keyring.NONE);
        files.use(sources().keyring());
    }

    public static String asked(String question) {
        char[] typed = Terminal.get()
                .map(console -> console.readPassword("%s", question))
                .orElse(null);
        if (typed == null) {
            throw new InvalidInput(Problem.of(
                    Message.of("there is no terminal to ask for the vault password on"),
                    Message.of("Give it in a file that only you can read: --vault-password-file FILE.")));
        }
        return new String(typed);
    }
}
