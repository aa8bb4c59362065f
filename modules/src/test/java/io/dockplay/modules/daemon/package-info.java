/** Tests of the package of the same name. */
@NullMarked
package io.dockplay.modules.daemon;

import org.jspecify.annotations.NullMarked;
