/** The throw-away fleet: hosts like CentOS 6 and 7 in containers, an RPM repository, a registry mirror. */
@NullMarked
package io.dockplay.lab;

import org.jspecify.annotations.NullMarked;
