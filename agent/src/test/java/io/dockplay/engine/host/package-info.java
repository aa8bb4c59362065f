/** Tests of the package of the same name. */
@NullMarked
package io.dockplay.engine.host;

import org.jspecify.annotations.NullMarked;
