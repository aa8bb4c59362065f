/** The order in which one host comes to its tasks, and what each of them means there. */
@NullMarked
package io.dockplay.engine.iterator;

import org.jspecify.annotations.NullMarked;
