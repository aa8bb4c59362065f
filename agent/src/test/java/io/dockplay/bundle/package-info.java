@NullMarked
package io.dockplay.bundle;

import org.jspecify.annotations.NullMarked;
