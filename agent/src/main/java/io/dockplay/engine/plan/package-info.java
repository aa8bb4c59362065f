/** Makes a plan of a dry run, and applies a saved one. */
@NullMarked
package io.dockplay.engine.plan;

import org.jspecify.annotations.NullMarked;
