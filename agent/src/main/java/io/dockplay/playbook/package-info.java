/** The playbook language: plays, tasks, variables, expressions, and the binding of tasks to modules. */
@NullMarked
package io.dockplay.playbook;

import org.jspecify.annotations.NullMarked;
