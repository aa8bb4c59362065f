/** Tests of the package of the same name. */
@NullMarked
package io.dockplay.engine.uninstall;

import org.jspecify.annotations.NullMarked;
