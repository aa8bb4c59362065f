package io.dockplay.resource;

/**
 * Puts something back as it was before dockplay changed it; only an uninstall makes one.
 *
 * <p>When something stands in its way, the uninstall reports it, leaves it as it is, and goes on with the others. It stays on
 * the host's record, so a later uninstall can finish it.
 *
 * @param <S> what a probe finds out
 */
public interface Restore<S extends Record> extends Resource<S> {

    /** This restore, but forced: it goes on although something is lost by it or cannot be restored any more. */
    Restore<S> forced();
}
