/** The inventory: the hosts, their groups and their variables. */
@NullMarked
package io.dockplay.inventory;

import org.jspecify.annotations.NullMarked;
