/** The modules that manage files: file, download, fetch and unarchive. */
@NullMarked
package io.dockplay.modules.files;

import org.jspecify.annotations.NullMarked;
