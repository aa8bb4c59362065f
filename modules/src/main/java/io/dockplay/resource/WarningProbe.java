package io.dockplay.resource;

/**
 * A probe that changes nothing and may warn; an uninstall runs all of them before its first change.
 *
 * @param <S> what a probe finds out
 */
public interface WarningProbe<S extends Record> extends Resource<S> {}
