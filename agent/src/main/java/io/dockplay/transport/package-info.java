/** How the engine talks to a host: the connection, the runtime on the host, and the frames of its messages. */
@NullMarked
package io.dockplay.transport;

import org.jspecify.annotations.NullMarked;
