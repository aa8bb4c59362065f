/** The modules that manage packages with yum and rpm: package and repo. */
@NullMarked
package io.dockplay.modules.packages;

import org.jspecify.annotations.NullMarked;
