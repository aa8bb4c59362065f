package io.dockplay.resource;

import java.util.List;
import java.util.Optional;

/**
 * What a package manager reports that it would do for a plan, dependencies included.
 *
 * @param parts the packages, in its order; empty when it could not say
 * @param download how much it would download, in its own words such as {@code 104 M}
 * @param problem why it could not say
 */
public record Transaction(List<Part> parts, Optional<String> download, Optional<String> problem) {

    public Transaction {
        parts = List.copyOf(parts);
    }

    /**
     * What would happen to one package.
     *
     * @param action such as {@code install}, {@code update} or {@code remove}
     * @param name the package
     * @param version with its release
     * @param repository where it comes from
     * @param size in the package manager's words
     * @param dependency whether it comes only because another package needs it
     * @param successor the package that takes the place of one that is removed; empty where none does
     */
    public record Part(
            String action,
            String name,
            String version,
            String repository,
            String size,
            boolean dependency,
            String successor) {

        /** Makes a part for a package that is not replaced by another one. */
        public Part(String action, String name, String version, String repository, String size, boolean dependency) {
            this(action, name, version, repository, size, dependency, "");
        }

        /** Makes a part for a package that is removed because another one replaces it. */
        public static Part replaced(String name, String version, String by) {
            return new Part("remove", name, version, "", "", false, by);
        }
    }
}
