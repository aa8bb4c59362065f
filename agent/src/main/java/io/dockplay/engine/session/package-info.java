/** The connections with the hosts on which tasks are done. */
@NullMarked
package io.dockplay.engine.session;

import org.jspecify.annotations.NullMarked;
