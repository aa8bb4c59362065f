/** What several rooms of modules build on: restoring a former state, and what tasks of one run tell each other. */
@NullMarked
package io.dockplay.modules.base;

import org.jspecify.annotations.NullMarked;
