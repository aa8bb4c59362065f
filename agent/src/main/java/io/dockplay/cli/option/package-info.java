/** The options that several commands share. */
@NullMarked
package io.dockplay.cli.option;

import org.jspecify.annotations.NullMarked;
