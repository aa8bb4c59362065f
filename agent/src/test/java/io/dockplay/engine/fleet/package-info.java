/** Tests of the package of the same name. */
@NullMarked
package io.dockplay.engine.fleet;

import org.jspecify.annotations.NullMarked;
