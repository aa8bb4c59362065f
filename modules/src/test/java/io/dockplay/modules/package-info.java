/** The modules' tests, most of them case files. */
@NullMarked
package io.dockplay.modules;

import org.jspecify.annotations.NullMarked;
