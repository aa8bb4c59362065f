/** Tests of the package of the same name. */
@NullMarked
package io.dockplay.modules.docker;

import org.jspecify.annotations.NullMarked;
