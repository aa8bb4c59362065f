/** Tests of the package of the same name. */
@NullMarked
package io.dockplay.playbook.parse;

import org.jspecify.annotations.NullMarked;
