/** Runs plays on all hosts, at once or in batches. */
@NullMarked
package io.dockplay.engine.fleet;

import org.jspecify.annotations.NullMarked;
