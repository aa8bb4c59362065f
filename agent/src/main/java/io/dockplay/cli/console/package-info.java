/** The terminal and the exit code: what a command shares with the shell that runs it. */
@NullMarked
package io.dockplay.cli.console;

import org.jspecify.annotations.NullMarked;
