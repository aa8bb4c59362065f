/** Tests of the package of the same name. */
@NullMarked
package io.dockplay.modules.services;

import org.jspecify.annotations.NullMarked;
