/** The modules: one file each, a record whose components are its options in YAML. */
@NullMarked
package io.dockplay.modules;

import org.jspecify.annotations.NullMarked;
