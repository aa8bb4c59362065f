/** The modules that manage Docker: its daemon, mirrors, images, containers and logins. */
@NullMarked
package io.dockplay.modules.docker;

import org.jspecify.annotations.NullMarked;
