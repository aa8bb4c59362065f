/** The connections to hosts, and the hosts that a run is about. */
@NullMarked
package io.dockplay.engine.session;

import org.jspecify.annotations.NullMarked;
