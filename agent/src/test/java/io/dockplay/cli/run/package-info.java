/** Tests of the package of the same name. */
@NullMarked
package io.dockplay.cli.run;

import org.jspecify.annotations.NullMarked;
