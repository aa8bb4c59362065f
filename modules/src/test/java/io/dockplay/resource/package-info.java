@NullMarked
package io.dockplay.resource;

import org.jspecify.annotations.NullMarked;
