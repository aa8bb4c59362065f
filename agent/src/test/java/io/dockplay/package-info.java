@NullMarked
package io.dockplay;

import org.jspecify.annotations.NullMarked;
