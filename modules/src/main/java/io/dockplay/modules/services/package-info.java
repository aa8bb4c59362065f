/** The modules that manage services and processes: service and process. */
@NullMarked
package io.dockplay.modules.services;

import org.jspecify.annotations.NullMarked;
