/** Tests of the package of the same name. */
@NullMarked
package io.dockplay.playbook.eval;

import org.jspecify.annotations.NullMarked;
