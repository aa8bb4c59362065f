/** YAML as a tree that knows its places; the only package that sees the YAML library. */
@NullMarked
package io.dockplay.yaml;

import org.jspecify.annotations.NullMarked;
