/** What a run tells as it happens, and what of it may be shown. */
@NullMarked
package io.dockplay.engine.event;

import org.jspecify.annotations.NullMarked;
