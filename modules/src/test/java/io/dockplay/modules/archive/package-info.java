/** Tests of the package of the same name. */
@NullMarked
package io.dockplay.modules.archive;

import org.jspecify.annotations.NullMarked;
