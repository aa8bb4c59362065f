/** Which hosts there are, in which groups, and with which variables. */
@NullMarked
package io.dockplay.inventory;

import org.jspecify.annotations.NullMarked;
