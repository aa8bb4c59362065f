package io.dockplay.resource;

/**
 * Something as it was before dockplay changed it; only uninstalling makes one.
 *
 * <p>When something stands in its way, it is told and stays as it is, and the others are given back nevertheless: what is
 * left of a host's record lets a later uninstallation finish it.
 *
 * @param <S> what a probe finds out
 */
public interface Restore<S extends Record> extends Resource<S> {

    /** The same without regard to what is lost by it, or to what cannot be given back any more. */
    Restore<S> forced();
}
