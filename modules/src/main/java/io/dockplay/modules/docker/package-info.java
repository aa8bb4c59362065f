/** The modules that manage what Docker holds: images, containers, networks, volumes, projects and logins. */
@NullMarked
package io.dockplay.modules.docker;

import org.jspecify.annotations.NullMarked;
