/** Reads playbooks, tasks and roles into the model, and tells all that is wrong with them. */
@NullMarked
package io.dockplay.playbook.parse;

import org.jspecify.annotations.NullMarked;
