/** Ansible Vault: opens and seals files and values in its format, with the passwords of a run. */
@NullMarked
package io.dockplay.vault;

import org.jspecify.annotations.NullMarked;
