/** What is done on one host: apply a play, ping, ask for facts or for the record, run a command. */
@NullMarked
package io.dockplay.engine.host;

import org.jspecify.annotations.NullMarked;
