package io.dockplay.resource;

/**
 * Something to tell people: a text, or any value as JSON.
 *
 * @param text what is told
 */
public record DebugMessage(String text) {}
