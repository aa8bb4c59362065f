@NullMarked
package io.dockplay.vault;

import org.jspecify.annotations.NullMarked;
