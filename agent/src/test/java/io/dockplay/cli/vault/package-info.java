/** Tests of the package of the same name. */
@NullMarked
package io.dockplay.cli.vault;

import org.jspecify.annotations.NullMarked;
