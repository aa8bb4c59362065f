/** Runs plays over a fleet: look, compare, act, look again; tells what it does as events and prints nothing. */
@NullMarked
package io.dockplay.engine;

import org.jspecify.annotations.NullMarked;
