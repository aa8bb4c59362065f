/** Encrypts, decrypts and edits files. */
@NullMarked
package io.dockplay.cli.vault;

import org.jspecify.annotations.NullMarked;
