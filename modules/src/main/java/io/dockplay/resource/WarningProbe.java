package io.dockplay.resource;

/**
 * A look that changes nothing and may warn; when a host is given back all of them come before the first change.
 *
 * @param <S> what a probe finds out
 */
public interface WarningProbe<S extends Record> extends Resource<S> {}
