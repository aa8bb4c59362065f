/** What the hosts of one run have to do with one another. */
@NullMarked
package io.dockplay.engine.coordination;

import org.jspecify.annotations.NullMarked;
