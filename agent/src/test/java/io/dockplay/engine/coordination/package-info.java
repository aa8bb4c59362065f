/** Tests of the package of the same name. */
@NullMarked
package io.dockplay.engine.coordination;

import org.jspecify.annotations.NullMarked;
