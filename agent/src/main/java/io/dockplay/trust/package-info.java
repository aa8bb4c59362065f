/** Whose a file is, and who else may change it. */
@NullMarked
package io.dockplay.trust;

import org.jspecify.annotations.NullMarked;
