/** The contract between the engine and a module: probe, plan, change, and probe again. */
@NullMarked
package io.dockplay.resource;

import org.jspecify.annotations.NullMarked;
