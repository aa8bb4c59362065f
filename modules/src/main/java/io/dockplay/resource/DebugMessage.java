package io.dockplay.resource;

/**
 * A message for people: a text, or any value as JSON.
 *
 * @param text what is shown
 */
public record DebugMessage(String text) {}
