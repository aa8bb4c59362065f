@NullMarked
package io.dockplay.report.log;

import org.jspecify.annotations.NullMarked;
