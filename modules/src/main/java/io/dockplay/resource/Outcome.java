package io.dockplay.resource;

/**
 * What a script left behind when it ended.
 *
 * @param exitCode its exit code, 128 + n when signal n ended it
 * @param stdout what it wrote to its standard output, decoded as UTF-8
 * @param stderr what it wrote to its standard error, decoded as UTF-8
 */
public record Outcome(int exitCode, String stdout, String stderr) {}
