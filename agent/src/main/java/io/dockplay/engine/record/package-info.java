/** The record that a host keeps of its changes. */
@NullMarked
package io.dockplay.engine.record;

import org.jspecify.annotations.NullMarked;
