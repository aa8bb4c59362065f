/** The modules that manage the settings of Docker's daemon: its mirrors and its other options. */
@NullMarked
package io.dockplay.modules.daemon;

import org.jspecify.annotations.NullMarked;
