/** Tests of the package of the same name. */
@NullMarked
package io.dockplay.modules.text;

import org.jspecify.annotations.NullMarked;
