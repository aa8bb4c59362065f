package io.dockplay.cli;

import io.dockplay.cli.console.ExitCode;
import io.dockplay.cli.console.Terminal;
import io.dockplay.cli.option.DebugOption;
import io.dockplay.cli.option.VaultOptions;
import io.dockplay.cli.vault.AtomicFile;
import io.dockplay.cli.vault.PrivateEdit;
import io.dockplay.cli.vault.VaultFiles;
import io.dockplay.message.Message;
import io.dockplay.problem.DidYouMean;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Position;
import io.dockplay.problem.Problem;
import io.dockplay.vault.Keyring;
import io.dockplay.vault.PasswordSources;
import io.dockplay.vault.VaultFailure;
import io.dockplay.vault.VaultPassword;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dockplay vault}: encrypts and decrypts files and values in the format of Ansible Vault. */
@Command(
        name = "vault",
        mixinStandardHelpOptions = true,
        description = "Encrypts and decrypts files and values, in the format of Ansible Vault: docs/vault.md.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class VaultCommand implements Runnable {

    private static final String NEW = "New vault password: ";

    @Spec
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("UnusedVariable") // Main looks for it
    private DebugOption debug = new DebugOption();

    /** Which password encrypts. */
    static final class SealOption {

        @Option(
                names = "--encrypt-vault-id",
                paramLabel = "LABEL",
                description = "Which of the passwords encrypts, where there are several.")
        Optional<String> label = Optional.empty();
    }

    /** Where the result goes. */
    static final class OutputOption {

        @Option(names = "--output", paramLabel = "FILE", description = "Write to this file instead; - prints.")
        Optional<String> file = Optional.empty();
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "there is no command");
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Encrypts files in their places; without one, the standard input.")
    int encrypt(
            @Mixin VaultOptions vault,
            @Mixin SealOption seal,
            @Mixin OutputOption output,
            @Parameters(arity = "0..*", paramLabel = "FILE") List<String> files) {
        VaultFiles all = files(files, output);
        VaultPassword password = sealing(vault, seal);
        all.make(
                false,
                (name, bytes) ->
                        Keyring.seal(VaultFiles.plain(name, bytes), password).getBytes(StandardCharsets.UTF_8));
        return ExitCode.AS_WANTED.number();
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = {
                "Decrypts files in their places; without one, the standard input.",
                "Afterwards only their owner can read them."
            })
    int decrypt(
            @Mixin VaultOptions vault,
            @Mixin OutputOption output,
            @Parameters(arity = "0..*", paramLabel = "FILE") List<String> files) {
        VaultFiles all = files(files, output);
        Keyring keyring = opening(vault);
        all.make(true, (name, bytes) -> keyring.open(VaultFiles.sealed(name, bytes)));
        return ExitCode.AS_WANTED.number();
    }

    @Command(mixinStandardHelpOptions = true, description = "Prints what is in encrypted files.")
    int view(@Mixin VaultOptions vault, @Parameters(arity = "1..*", paramLabel = "FILE") List<String> files) {
        Keyring keyring = opening(vault);
        for (String file : files) {
            new VaultFiles(List.of(file), Optional.of("-"), spec.commandLine().getOut())
                    .make(true, (name, bytes) -> keyring.open(VaultFiles.sealed(name, bytes)));
        }
        return ExitCode.AS_WANTED.number();
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Opens an encrypted file in $EDITOR, and encrypts what it has become.")
    int edit(@Mixin VaultOptions vault, @Parameters(paramLabel = "FILE") String file) throws VaultFailure {
        Keyring keyring = opening(vault);
        new VaultFiles(List.of(file), Optional.empty(), spec.commandLine().getOut())
                .make(false, (name, bytes) -> edited(name, bytes, keyring));
        return ExitCode.AS_WANTED.number();
    }

    private static byte[] edited(String name, byte[] bytes, Keyring keyring) throws VaultFailure {
        String sealed = VaultFiles.sealed(name, bytes);
        byte[] before = keyring.open(sealed);
        VaultPassword password = keyring.opener(sealed);
        byte[] after = PrivateEdit.edit(Path.of(name).getFileName().toString(), before, editor());
        return Arrays.equals(before, after)
                ? bytes
                : Keyring.seal(after, password).getBytes(StandardCharsets.UTF_8);
    }

    @Command(mixinStandardHelpOptions = true, description = "Makes an encrypted file of what is written in $EDITOR.")
    int create(@Mixin VaultOptions vault, @Mixin SealOption seal, @Parameters(paramLabel = "FILE") String file) {
        if (Files.exists(Path.of(file))) {
            throw new InvalidInput(Problem.at(
                    Position.of(file),
                    Message.of("%s is there already", file),
                    Message.of("Edit it: dockplay vault edit %s", file)));
        }
        VaultPassword password = sealing(vault, seal);
        byte[] written = PrivateEdit.edit(Path.of(file).getFileName().toString(), new byte[0], editor());
        AtomicFile.write(Path.of(file), Keyring.seal(written, password).getBytes(StandardCharsets.UTF_8), false);
        return ExitCode.AS_WANTED.number();
    }

    @Command(mixinStandardHelpOptions = true, description = "Encrypts files anew, with another password.")
    int rekey(
            @Mixin VaultOptions vault,
            @Option(
                            names = "--new-vault-id",
                            paramLabel = "LABEL@FILE",
                            description = "The new password, with a label; LABEL@prompt asks for it.")
                    Optional<String> identity,
            @Option(
                            names = "--new-vault-password-file",
                            paramLabel = "FILE",
                            description = "A file with the new password, or a program that prints it.")
                    Optional<String> passwordFile,
            @Parameters(arity = "1..*", paramLabel = "FILE") List<String> files) {
        Keyring keyring = opening(vault);
        PasswordSources fresh = new PasswordSources(
                identity.stream().toList(), passwordFile.stream().toList(), false, Map.of(), VaultCommand::confirmed);
        VaultPassword password = fresh.isEmpty()
                ? new VaultPassword(VaultPassword.DEFAULT, confirmed(NEW))
                : fresh.keyring().passwords().get(0);
        new VaultFiles(files, Optional.empty(), spec.commandLine().getOut())
                .make(
                        false,
                        (name, bytes) -> Keyring.seal(keyring.open(VaultFiles.sealed(name, bytes)), password)
                                .getBytes(StandardCharsets.UTF_8));
        return ExitCode.AS_WANTED.number();
    }

    @Command(
            name = "encrypt-string",
            aliases = "encrypt_string",
            mixinStandardHelpOptions = true,
            description = {
                "Prints a value as it is written in YAML: !vault | and the encrypted text.",
                "Without a TEXT, which the shell's history would keep, it is asked for or read from the standard input."
            })
    int encryptString(
            @Mixin VaultOptions vault,
            @Mixin SealOption seal,
            @Option(
                            names = {"-n", "--name", "--stdin-name"},
                            paramLabel = "NAME",
                            description = "The variable's name.")
                    Optional<String> name,
            @Parameters(arity = "0..1", paramLabel = "TEXT") Optional<String> text) {
        VaultPassword password = sealing(vault, seal);
        String plain = text.orElseGet(VaultCommand::typed);
        if (plain.isEmpty()) {
            throw new InvalidInput(Problem.of(
                    Message.of("there is nothing to encrypt"), Message.of("Type a value, or give it on the input.")));
        }
        String sealed = Keyring.seal(plain.getBytes(StandardCharsets.UTF_8), password);
        spec.commandLine().getOut().print(name.map(key -> key + ": ").orElse("") + "!vault |\n" + sealed.indent(10));
        spec.commandLine().getOut().flush();
        return ExitCode.AS_WANTED.number();
    }

    /** One newline at the end belongs to the one who typed it, not to the value. */
    private static String typed() {
        if (Terminal.get().isPresent()) {
            return VaultOptions.asked("Text to encrypt: ");
        }
        return new String(VaultFiles.bytes("-"), StandardCharsets.UTF_8).replaceFirst("\r?\n$", "");
    }

    private VaultFiles files(List<String> files, OutputOption output) {
        return new VaultFiles(
                files == null ? List.of() : files,
                output.file,
                spec.commandLine().getOut());
    }

    private static String editor() {
        String editor = System.getenv("EDITOR");
        return editor == null || editor.isBlank() ? "vi" : editor;
    }

    /** What opens files; asked for where nothing else is said. */
    private static Keyring opening(VaultOptions vault) {
        PasswordSources sources = vault.sources();
        return sources.isEmpty()
                ? new Keyring(List.of(new VaultPassword(VaultPassword.DEFAULT, VaultOptions.asked("Vault password: "))))
                : sources.keyring();
    }

    private static VaultPassword sealing(VaultOptions vault, SealOption seal) {
        PasswordSources sources = vault.sources();
        if (sources.isEmpty()) {
            return new VaultPassword(seal.label.orElse(VaultPassword.DEFAULT), confirmed(NEW));
        }
        List<VaultPassword> passwords = sources.keyring().passwords();
        List<String> labels =
                passwords.stream().map(VaultPassword::label).distinct().toList();
        if (seal.label.isEmpty() && labels.size() > 1) {
            throw new InvalidInput(Problem.of(
                    Message.of("there are several vault passwords: %s", String.join(", ", labels)),
                    Message.of("Say which one encrypts: --encrypt-vault-id LABEL.")));
        }
        String label = seal.label.orElse(labels.get(0));
        return passwords.stream()
                .filter(password -> password.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new InvalidInput(Problem.of(
                        Message.of("--encrypt-vault-id is \"%s\", and there is no such password", label),
                        Message.of("There are: %s.", String.join(", ", labels)).and(DidYouMean.hint(label, labels)))));
    }

    private static String confirmed(String question) {
        String typed = VaultOptions.asked(question);
        if (typed.isBlank() || !typed.equals(VaultOptions.asked("The same again: "))) {
            throw new InvalidInput(
                    Problem.of(Message.of("the two passwords are not the same, or empty"), Message.of("Try again.")));
        }
        return typed;
    }
}
