package io.dockplay.modules.base;

import io.dockplay.resource.Resource;

/**
 * A resource whose subject may be gone with the package that installed it, such as a service and its unit.
 *
 * @param <S> what a probe finds out
 */
public interface OwnedResource<S extends Record> extends Resource<S> {

    /** Whether the subject of this resource does not exist. */
    boolean isGone(S actual);
}
