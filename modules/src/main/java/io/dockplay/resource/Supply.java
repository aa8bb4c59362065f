package io.dockplay.resource;

import java.util.List;
import java.util.function.UnaryOperator;

/** Something that a resource takes from the network, and that a bundle brings to hosts which have none. */
public sealed interface Supply {

    /**
     * Packages of yum's repositories, with all that they need.
     *
     * @param names as yum takes them, such as {@code docker-ce-26.1.4} or {@code @Development tools}
     * @param options yum's options that say from where, such as {@code --enablerepo=epel}
     */
    record Packages(List<String> names, List<String> options) implements Supply {

        public Packages {
            names = List.copyOf(names);
            options = List.copyOf(options);
        }
    }

    /** A file at an address. */
    record Address(String url) implements Supply {}

    /** Repositories that a .repo file describes. */
    record Repositories(String text) implements Supply {}

    /**
     * Repositories that the .repo file at an address describes.
     *
     * @param text makes what is wanted of the fetched file
     */
    record FetchedRepositories(String url, UnaryOperator<String> text) implements Supply {}

    /** An image of a registry, as it is written. */
    record Image(String name) implements Supply {}
}
