@NullMarked
package io.dockplay.cli;

import org.jspecify.annotations.NullMarked;
