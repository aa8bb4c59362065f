@NullMarked
package io.dockplay.report;

import org.jspecify.annotations.NullMarked;
