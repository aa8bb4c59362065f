package io.dockplay.modules.packages;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a host says about packages.
 *
 * @param database what rpm says of the names that were asked for
 * @param provided an asked-for thing that is no package's name → the package that provides it
 * @param groups a group's name → its members
 * @param sources an .rpm file's path or address → what it holds
 * @param updates what yum says is newer than what is installed: {@code name.arch}, version, repository, over and over
 * @param updatesFailed whether yum could not say
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
     * @param mandatory the members that make it the group
     * @param usual the members that are installed with it by default
     * @param optional the members that are only offered
     * @param installed those of its members that are installed
     * @param reason what yum said when it knew nothing of the group
     * @param failed whether it could not say anything of any group
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

        /** Whether yum installs nothing when it is told to install the group. */
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

    /** The installed packages of the names that were asked for. */
    List<RpmPackage> installed() {
        return database.installed();
    }

    /** The installed packages that an entry may mean, whatever their versions. */
    List<RpmPackage> all(PackageName wanted) {
        return installed().stream()
                .filter(found -> wanted.names(found) || wanted.spells(found))
                .distinct()
                .toList();
    }

    /** The newest installed package that an entry may mean. */
    Optional<RpmPackage> installed(PackageName wanted) {
        return all(wanted).stream().max((a, b) -> a.version().compareWith(b.version()));
    }

    /** The version that is newer than an installed package's; none when it is the latest. */
    Optional<String> update(RpmPackage found) {
        String all = YumMessages.plain(updates)
                .lines()
                .takeWhile(line -> !line.startsWith("Obsoleting"))
                .reduce("", (a, b) -> a + " " + b);
        List<String> words = List.of(all.strip().split("\\s+")); // yum breaks lines that it finds too long
        int place = words.indexOf(found.name() + "." + found.architecture());
        if (place < 0
                && installed().stream().distinct().filter(found::hasTheNameOf).count() == 1) {
            place = indexOfAnyArchitecture(words, found.name());
        }
        return place < 0 || place + 1 >= words.size()
                ? Optional.empty()
                : RpmVersion.parse(words.get(place + 1)).map(RpmVersion::shown);
    }

    /** An update may be for another architecture, such as noarch, than what is there. */
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
