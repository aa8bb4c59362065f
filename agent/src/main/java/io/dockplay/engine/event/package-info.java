/** The events of a run, and what of them may be shown. */
@NullMarked
package io.dockplay.engine.event;

import org.jspecify.annotations.NullMarked;
