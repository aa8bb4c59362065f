@NullMarked
package io.dockplay.ssh;

import org.jspecify.annotations.NullMarked;
