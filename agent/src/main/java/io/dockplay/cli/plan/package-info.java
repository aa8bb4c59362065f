/** A plan as a file. */
@NullMarked
package io.dockplay.cli.plan;

import org.jspecify.annotations.NullMarked;
