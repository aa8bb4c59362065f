package io.dockplay.vault;

import io.dockplay.message.Message;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Where the passwords of a run come from, in the order in which Ansible takes them.
 *
 * @param identities {@code LABEL@FILE}, {@code LABEL@prompt}, {@code FILE} or {@code prompt}
 * @param files files of passwords without a label
 * @param ask whether somebody is asked for a password
 * @param environment {@code ANSIBLE_VAULT_PASSWORD_FILE} and {@code DOCKPLAY_VAULT_PASSWORD_FILE} name further files
 * @param prompt asks for a password
 */
public record PasswordSources(
        List<String> identities, List<String> files, boolean ask, Map<String, String> environment, Prompt prompt) {

    /** The variables of the environment that name a file. */
    public static final List<String> VARIABLES = List.of("DOCKPLAY_VAULT_PASSWORD_FILE", "ANSIBLE_VAULT_PASSWORD_FILE");

    /** Asks somebody for a password. */
    public interface Prompt {

        /**
         * The password that somebody types; the terminal does not show it.
         *
         * @throws InvalidInput when there is nobody to ask
         */
        String password(String question);
    }

    public PasswordSources {
        identities = List.copyOf(identities);
        files = List.copyOf(files);
        environment = Map.copyOf(environment);
    }

    /** Whether no source of a password is given. */
    public boolean isEmpty() {
        return !ask
                && identities.isEmpty()
                && files.isEmpty()
                && fromEnvironment().isEmpty();
    }

    private List<String> fromEnvironment() {
        return VARIABLES.stream()
                .map(name -> environment.getOrDefault(name, ""))
                .filter(file -> !file.isEmpty())
                .distinct()
                .toList();
    }

    /**
     * Reads the passwords from all sources.
     *
     * @throws InvalidInput with all that is wrong with the sources
     */
    public Keyring keyring() {
        List<VaultPassword> passwords = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        Stream.concat(
                        identities.stream(),
                        Stream.concat(files.stream(), fromEnvironment().stream())
                                .map(file -> VaultPassword.DEFAULT + "@" + file))
                .forEach(identity -> {
                    try {
                        passwords.add(password(identity, new Keyring(passwords)));
                    } catch (InvalidInput wrong) {
                        problems.addAll(wrong.problems());
                    }
                });
        if (ask) {
            try {
                passwords.add(asked(VaultPassword.DEFAULT, "Vault password: "));
            } catch (InvalidInput wrong) {
                problems.addAll(wrong.problems());
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
        return new Keyring(passwords);
    }

    private VaultPassword password(String identity, Keyring known) {
        int at = identity.indexOf('@');
        String label = at < 1 ? VaultPassword.DEFAULT : identity.substring(0, at);
        String source = identity.substring(at + 1);
        if (source.isEmpty() || label.matches(".*[;\\s].*")) {
            throw new InvalidInput(Problem.of(
                    Message.of("--vault-id is \"%s\"", identity),
                    Message.of("Write LABEL@FILE or LABEL@prompt; a label has no spaces and no semicolon.")));
        }
        return source.equals("prompt")
                ? asked(label, "Vault password (" + label + "): ")
                : PasswordFile.of(source, label).read(known);
    }

    private VaultPassword asked(String label, String question) {
        String typed = prompt.password(question);
        if (typed.isBlank()) {
            throw new InvalidInput(
                    Problem.of(Message.of("the vault password is empty"), Message.of("Type one, and Enter.")));
        }
        return new VaultPassword(label, typed);
    }
}
