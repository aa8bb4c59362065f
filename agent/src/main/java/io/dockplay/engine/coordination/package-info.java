/** How the hosts of one run wait for one another and share tasks, locks and answers. */
@NullMarked
package io.dockplay.engine.coordination;

import org.jspecify.annotations.NullMarked;
