/** The module unarchive: what an archive holds, in a folder. */
@NullMarked
package io.dockplay.modules.archive;

import org.jspecify.annotations.NullMarked;
