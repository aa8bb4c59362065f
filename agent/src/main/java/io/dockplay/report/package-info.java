/** The reports of a run, for people and for programs. */
@NullMarked
package io.dockplay.report;

import org.jspecify.annotations.NullMarked;
