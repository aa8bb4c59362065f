/** What a shell completes: the candidates for a line that is being typed, and the scripts that ask for them. */
@NullMarked
package io.dockplay.cli.completion;

import org.jspecify.annotations.NullMarked;
