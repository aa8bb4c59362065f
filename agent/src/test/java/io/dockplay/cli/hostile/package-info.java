/** The program with broken files as its input, and with hosts that answer what they should not. */
@NullMarked
package io.dockplay.cli.hostile;

import org.jspecify.annotations.NullMarked;
