/** Measurements of single methods; {@code bench/jmh} runs them. */
package io.dockplay.bench;
