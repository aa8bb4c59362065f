/** The modules that manage the system as a whole: its name, its kernel, SELinux and the firewall. */
@NullMarked
package io.dockplay.modules.system;

import org.jspecify.annotations.NullMarked;
