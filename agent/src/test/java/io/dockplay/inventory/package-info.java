@NullMarked
package io.dockplay.inventory;

import org.jspecify.annotations.NullMarked;
