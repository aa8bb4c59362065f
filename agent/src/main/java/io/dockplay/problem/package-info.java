/** What every error is made of: what is wrong, where, why, and what to do. */
@NullMarked
package io.dockplay.problem;

import org.jspecify.annotations.NullMarked;
