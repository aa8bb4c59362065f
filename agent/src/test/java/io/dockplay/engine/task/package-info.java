/** Tests of the package of the same name. */
@NullMarked
package io.dockplay.engine.task;

import org.jspecify.annotations.NullMarked;
