/** Fault trials: dockplay as a process of its own, on throw-away hosts, while connections, processes and disks fail it. */
package io.dockplay.faults;
