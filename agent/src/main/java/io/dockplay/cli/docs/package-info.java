/** What the program tells of itself: manual pages, modules, and what is wrong with a command line. */
@NullMarked
package io.dockplay.cli.docs;

import org.jspecify.annotations.NullMarked;
