/** Tests of the package of the same name. */
@NullMarked
package io.dockplay.cli.plan;

import org.jspecify.annotations.NullMarked;
