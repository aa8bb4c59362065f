@NullMarked
package io.dockplay.lab;

import org.jspecify.annotations.NullMarked;
