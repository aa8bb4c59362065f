package io.dockplay.modules.packages;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The actual state of a host's packages.
 *
 * @param database what rpm reports of the names that were asked for
 * @param provided a name that no package has → the package that provides it
 * @param groups a group's name → its members
 * @param sources an .rpm file's path or address → what it holds
 * @param updates the updates that yum lists: {@code name.arch}, version and repository, repeated
 * @param updatesFailed whether yum could not list them
 */
public record PackageState(
        RpmDatabase database,
        Map<String, RpmPackage> provided,
        Map<String, Group> groups,
        Map<String, Source> sources,
        String updates,
        boolean updatesFailed) {

    /**
     * A group of packages.
     *
     * @param mandatory the members that the group always installs
     * @param usual the members that are installed with it by default
     * @param optional the members that are only offered
     * @param installed those of its members that are installed
     * @param reason yum's message when it does not know the group
     * @param failed whether yum could not list any group
     */
    record Group(
            List<String> mandatory,
            List<String> usual,
            List<String> optional,
            List<RpmPackage> installed,
            String reason,
            boolean failed) {

        static final Group UNKNOWN = new Group(List.of(), List.of(), List.of(), List.of(), "", false);

        boolean isKnown() {
            return !mandatory.isEmpty() || !usual.isEmpty() || !optional.isEmpty();
        }

        /** Whether the group has only optional members, so that yum installs nothing for it. */
        boolean isOnlyOffered() {
            return mandatory.isEmpty() && usual.isEmpty();
        }

        boolean has(String member) {
            return RpmPackage.newest(installed, member).isPresent();
        }
    }

    /**
     * An .rpm file.
     *
     * @param holds the package in it; none when it could not be read
     * @param installed the package of that name that is installed
     * @param reason why it could not be read
     */
    record Source(Optional<RpmPackage> holds, Optional<RpmPackage> installed, String reason) {}

    /** Returns the installed packages of the names that were asked for. */
    List<RpmPackage> installed() {
        return database.installed();
    }

    /** Returns the installed packages that an entry may mean, in any version. */
    List<RpmPackage> all(PackageName wanted) {
        return installed().stream()
                .filter(found -> wanted.names(found) || wanted.spells(found))
                .distinct()
                .toList();
    }

    /** Returns the newest installed package that an entry may mean. */
    Optional<RpmPackage> installed(PackageName wanted) {
        return all(wanted).stream().max((a, b) -> a.version().compareWith(b.version()));
    }

    /** Returns the newer version of an installed package; none when it is the latest. */
    Optional<String> update(RpmPackage found) {
        String all = YumMessages.plain(updates)
                .lines()
                .takeWhile(line -> !line.startsWith("Obsoleting"))
                .reduce("", (a, b) -> a + " " + b);
        List<String> words = List.of(all.strip().split("\\s+")); // yum breaks long lines
        int place = words.indexOf(found.name() + "." + found.architecture());
        if (place < 0
                && installed().stream().distinct().filter(found::hasTheNameOf).count() == 1) {
            place = indexOfAnyArchitecture(words, found.name());
        }
        return place < 0 || place + 1 >= words.size()
                ? Optional.empty()
                : RpmVersion.parse(words.get(place + 1)).map(RpmVersion::shown);
    }

    /** Finds an update for any architecture: it may differ from the installed one's, such as noarch. */
    private static int indexOfAnyArchitecture(List<String> words, String name) {
        for (int i = 0; i < words.size(); i++) {
            if (words.get(i).startsWith(name + ".")
                    && words.get(i).substring(name.length() + 1).matches("noarch|x86_64|i[3-6]86|aarch64")) {
                return i;
            }
        }
        return -1;
    }
}
