@NullMarked
package io.dockplay.problem;

import org.jspecify.annotations.NullMarked;
