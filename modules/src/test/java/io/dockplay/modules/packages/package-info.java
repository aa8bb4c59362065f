/** Tests of the package of the same name. */
@NullMarked
package io.dockplay.modules.packages;

import org.jspecify.annotations.NullMarked;
