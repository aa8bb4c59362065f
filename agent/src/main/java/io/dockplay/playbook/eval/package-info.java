/** Variables, and the expressions and templates that are evaluated with them. */
@NullMarked
package io.dockplay.playbook.eval;

import org.jspecify.annotations.NullMarked;
