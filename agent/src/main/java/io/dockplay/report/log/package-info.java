/** What the log of a run holds: what it was begun with, and its events as JSON. */
@NullMarked
package io.dockplay.report.log;

import org.jspecify.annotations.NullMarked;
