/** A fleet of thousands of settled hosts in one process, so that the control side can be measured alone. */
package io.dockplay.fleet;
