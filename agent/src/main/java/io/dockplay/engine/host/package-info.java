/** The work on one host: apply plays, ping, report facts or the record, run a command. */
@NullMarked
package io.dockplay.engine.host;

import org.jspecify.annotations.NullMarked;
