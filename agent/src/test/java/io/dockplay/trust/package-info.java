@NullMarked
package io.dockplay.trust;

import org.jspecify.annotations.NullMarked;
