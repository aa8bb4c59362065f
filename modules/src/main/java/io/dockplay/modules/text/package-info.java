/** Edits of texts: whole lines, settings and marked blocks, and the diff that shows them. */
@NullMarked
package io.dockplay.modules.text;

import org.jspecify.annotations.NullMarked;
