package io.dockplay.modules.base;

import io.dockplay.resource.Resource;

/**
 * A resource that is a state of something, such as a service of its unit, which may be gone with the package that brought it.
 *
 * @param <S> what a probe finds out
 */
public interface OwnedResource<S extends Record> extends Resource<S> {

    /** Whether that of which it would be a state is not there. */
    boolean isGone(S actual);
}
