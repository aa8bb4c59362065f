/** The modules that manage files: file, stat, download and fetch. */
@NullMarked
package io.dockplay.modules.files;

import org.jspecify.annotations.NullMarked;
