/** Tests of the package of the same name. */
@NullMarked
package io.dockplay.modules.accounts;

import org.jspecify.annotations.NullMarked;
