@NullMarked
package io.dockplay.engine;

import org.jspecify.annotations.NullMarked;
