/** Goes through the tasks of a play on one host: probe, compare, act, probe again. */
@NullMarked
package io.dockplay.engine.task;

import org.jspecify.annotations.NullMarked;
