/** What people install, installed. */
@NullMarked
package io.dockplay.dist;

import org.jspecify.annotations.NullMarked;
