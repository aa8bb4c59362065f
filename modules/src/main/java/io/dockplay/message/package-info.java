/** What the program says to people: in English in the code, and in another language where the catalogue has it. */
@NullMarked
package io.dockplay.message;

import org.jspecify.annotations.NullMarked;
