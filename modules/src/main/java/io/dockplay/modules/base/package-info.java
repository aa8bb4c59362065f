/** What several packages of modules build on: restoring a former state, and names in pending changes. */
@NullMarked
package io.dockplay.modules.base;

import org.jspecify.annotations.NullMarked;
