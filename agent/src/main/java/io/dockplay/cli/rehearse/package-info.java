/** A playbook's whole life on throw-away hosts. */
@NullMarked
package io.dockplay.cli.rehearse;

import org.jspecify.annotations.NullMarked;
