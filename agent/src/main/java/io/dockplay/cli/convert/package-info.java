/** Translates playbooks of Ansible's into dockplay's language. */
@NullMarked
package io.dockplay.cli.convert;

import org.jspecify.annotations.NullMarked;
