@NullMarked
package io.dockplay.yaml;

import org.jspecify.annotations.NullMarked;
