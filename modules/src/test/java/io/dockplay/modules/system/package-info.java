/** Tests of the package of the same name. */
@NullMarked
package io.dockplay.modules.system;

import org.jspecify.annotations.NullMarked;
