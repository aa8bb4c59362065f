/** Tests of the package of the same name. */
@NullMarked
package io.dockplay.engine.record;

import org.jspecify.annotations.NullMarked;
