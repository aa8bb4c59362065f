/** Tests of what a shell completes. */
@NullMarked
package io.dockplay.cli.completion;

import org.jspecify.annotations.NullMarked;
