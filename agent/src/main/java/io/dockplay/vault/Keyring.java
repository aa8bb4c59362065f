package io.dockplay.vault;

import io.dockplay.message.Message;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The passwords of a run, in the order in which they are tried; those with the label of a text are tried first. */
public final class Keyring {

    /** No passwords. */
    public static final Keyring NONE = new Keyring(List.of());

    private final List<VaultPassword> passwords;

    // A text is decrypted once and not for each host, because deriving its keys is slow.
    private final Map<String, byte[]> opened = new ConcurrentHashMap<>();
    private final Map<String, VaultPassword> openers = new ConcurrentHashMap<>();

    public Keyring(List<VaultPassword> passwords) {
        this.passwords = List.copyOf(passwords);
    }

    /** The passwords, in their order. */
    public List<VaultPassword> passwords() {
        return passwords;
    }

    /** Whether a text is encrypted. */
    public static boolean isSealed(String text) {
        return Envelope.isOne(text);
    }

    /**
     * Decrypts a text.
     *
     * @throws VaultFailure when no password opens it, or it is not encrypted with Ansible Vault
     */
    public byte[] open(String text) throws VaultFailure {
        byte[] known = opened.get(text);
        if (known != null) {
            return known.clone();
        }
        Envelope envelope = Envelope.of(text);
        if (passwords.isEmpty()) {
            throw new VaultFailure(
                    1,
                    Message.of(
                            "this is encrypted with Ansible Vault%s, and there is no password for it", named(envelope)),
                    Message.of("Give it by --vault-password-file FILE, --vault-id LABEL@FILE, --ask-vault-pass, or the"
                            + " environment's ANSIBLE_VAULT_PASSWORD_FILE."));
        }
        for (VaultPassword password : inOrder(envelope)) {
            Optional<byte[]> plain = VaultCipher.open(envelope, password);
            if (plain.isPresent()) {
                opened.put(text, plain.get());
                openers.put(text, password);
                return plain.get().clone();
            }
        }
        throw new VaultFailure(
                1, unopened(envelope), Message.of("The password is another one, or the data has been damaged."));
    }

    /** The password that opens a text; its label may differ from the text's. */
    public VaultPassword opener(String text) throws VaultFailure {
        open(text);
        return Optional.ofNullable(openers.get(text)).orElseThrow();
    }

    private List<VaultPassword> inOrder(Envelope envelope) {
        return passwords.stream()
                .sorted(Comparator.comparing(each -> !each.label().equals(envelope.label())))
                .toList();
    }

    /** Encrypts bytes as Ansible Vault does, with the label of the password. */
    public static String seal(byte[] plain, VaultPassword password) {
        return VaultCipher.seal(plain, password).toString();
    }

    private Message unopened(Envelope envelope) {
        String tried = passwords.stream().map(VaultPassword::label).distinct().collect(Collectors.joining(", "));
        return passwords.size() == 1
                ? Message.of(
                        "the vault password%s does not open this%s",
                        named(passwords.get(0).label()), named(envelope))
                : Message.of(
                        "none of the %s vault passwords (%s) opens this%s", passwords.size(), tried, named(envelope));
    }

    private static Message named(Envelope envelope) {
        return envelope.label().equals(VaultPassword.DEFAULT)
                ? Message.NONE
                : Message.of(" (vault id %s)", envelope.label());
    }

    private static Message named(String label) {
        return label.equals(VaultPassword.DEFAULT) ? Message.NONE : Message.of(" of %s", label);
    }
}
