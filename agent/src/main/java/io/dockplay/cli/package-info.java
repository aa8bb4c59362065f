/** The command line: one class a command. */
@NullMarked
package io.dockplay.cli;

import org.jspecify.annotations.NullMarked;
