@NullMarked
package io.dockplay.playbook;

import org.jspecify.annotations.NullMarked;
