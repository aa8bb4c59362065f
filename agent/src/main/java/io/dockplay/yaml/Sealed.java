package io.dockplay.yaml;

/**
 * A value that Ansible Vault has encrypted, and that stays so.
 *
 * @param text the envelope, beginning with {@code $ANSIBLE_VAULT}
 */
public record Sealed(String text) {}
