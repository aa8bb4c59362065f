/** Runs the tasks of a play on one host: probe, compare, change, probe again. */
@NullMarked
package io.dockplay.engine.task;

import org.jspecify.annotations.NullMarked;
