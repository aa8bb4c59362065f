/** Tests of the package of the same name. */
@NullMarked
package io.dockplay.cli.option;

import org.jspecify.annotations.NullMarked;
