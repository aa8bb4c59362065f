/** Connections by SSH: host keys, user keys, the agent, ssh_config, jump hosts and old algorithms. */
@NullMarked
package io.dockplay.ssh;

import org.jspecify.annotations.NullMarked;
