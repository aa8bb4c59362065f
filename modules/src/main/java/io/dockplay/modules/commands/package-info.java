/** The modules that run commands, wait, and check: command, script, wait-for, assert, fail and debug. */
@NullMarked
package io.dockplay.modules.commands;

import org.jspecify.annotations.NullMarked;
