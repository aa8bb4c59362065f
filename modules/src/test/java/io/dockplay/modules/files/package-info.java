/** Tests of the package of the same name. */
@NullMarked
package io.dockplay.modules.files;

import org.jspecify.annotations.NullMarked;
