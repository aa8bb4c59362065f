package io.dockplay.vault;

/**
 * A password, and the label by which encrypted texts name it.
 *
 * @param label the vault id, {@code default} where none is given
 * @param password the password; never empty
 */
public record VaultPassword(String label, String password) {

    /** The label of a password that has no other. */
    public static final String DEFAULT = "default";

    /** The label, and never the password. */
    @Override
    public String toString() {
        return label;
    }
}
