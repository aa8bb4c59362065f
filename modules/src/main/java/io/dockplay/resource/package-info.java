/** The contract between the engine and a module: look, compare, act, look again. */
@NullMarked
package io.dockplay.resource;

import org.jspecify.annotations.NullMarked;
