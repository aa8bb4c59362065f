/** The modules that look after packages, by yum and rpm: package and repo. */
@NullMarked
package io.dockplay.modules.packages;

import org.jspecify.annotations.NullMarked;
