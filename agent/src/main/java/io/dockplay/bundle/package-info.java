/** A bundle: one file with all that hosts of some releases take from the network for a playbook, and who makes and serves it. */
@NullMarked
package io.dockplay.bundle;

import org.jspecify.annotations.NullMarked;
