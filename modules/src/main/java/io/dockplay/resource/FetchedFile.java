package io.dockplay.resource;

/**
 * A file of a host that is copied to this side.
 *
 * @param path where it lies on the host
 * @param content what is in it
 * @param destination the folder on this side, where each host has one of its own; or the file itself
 * @param flat whether the destination is the file itself or, when it ends with a slash, the folder of the file
 */
public record FetchedFile(String path, Content content, String destination, boolean flat) {}
