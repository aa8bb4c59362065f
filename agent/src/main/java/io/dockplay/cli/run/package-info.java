/** Runs a playbook, or one question, over an inventory, and reports. */
@NullMarked
package io.dockplay.cli.run;

import org.jspecify.annotations.NullMarked;
