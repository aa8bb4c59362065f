/** How the engine talks to a host: a connection, the runtime that answers there, and the framing of messages. */
@NullMarked
package io.dockplay.transport;

import org.jspecify.annotations.NullMarked;
