/** Tests of the package of the same name. */
@NullMarked
package io.dockplay.modules.commands;

import org.jspecify.annotations.NullMarked;
