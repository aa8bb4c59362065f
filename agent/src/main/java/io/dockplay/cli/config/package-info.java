/** The values that options have when the command line does not give them. */
@NullMarked
package io.dockplay.cli.config;

import org.jspecify.annotations.NullMarked;
