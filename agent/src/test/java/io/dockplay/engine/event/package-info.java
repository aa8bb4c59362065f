/** Tests of the package of the same name. */
@NullMarked
package io.dockplay.engine.event;

import org.jspecify.annotations.NullMarked;
