/** Restores what a host was before a playbook was applied. */
@NullMarked
package io.dockplay.engine.uninstall;

import org.jspecify.annotations.NullMarked;
