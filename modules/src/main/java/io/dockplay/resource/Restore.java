package io.dockplay.resource;

/**
 * Restores something to what it was before dockplay changed it; only an uninstall makes one.
 *
 * <p>When something stands in its way, the uninstall reports it, leaves it as it is, and goes on with the others. It stays on
 * the host's record, so a later uninstall can finish it.
 *
 * @param <S> what a probe finds out
 */
public interface Restore<S extends Record> extends Resource<S> {

    /** Returns this restore, forced: it goes on even if something is lost or can no longer be restored. */
    Restore<S> forced();
}
