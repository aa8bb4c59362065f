package io.dockplay.modules.packages;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One version of one package, installed or in an .rpm file.
 *
 * @param name such as {@code docker-ce-cli}
 * @param version with its epoch (0 where RPM says none) and release
 * @param architecture such as {@code x86_64} or {@code noarch}
 */
record RpmPackage(String name, RpmVersion version, String architecture) {

    /** Reads what {@code --qf '%{NAME} %{EPOCH} %{VERSION} %{RELEASE} %{ARCH}'} prints; none for any other text. */
    static Optional<RpmPackage> parse(String line) {
        String[] words = line.strip().split(" +", -1);
        if (words.length != 5) {
            return Optional.empty();
        }
        long epoch = words[1].matches("\\d{1,9}") ? Long.parseLong(words[1]) : 0;
        RpmVersion version = new RpmVersion(Optional.of(epoch), words[2], Optional.of(words[3]));
        return Optional.of(new RpmPackage(words[0], version, words[4]));
    }

    /** Returns the newest package of a name; none when there is no such package. */
    static Optional<RpmPackage> newest(List<RpmPackage> packages, String name) {
        return packages.stream().filter(each -> each.name.equals(name)).max((a, b) -> a.version.compareWith(b.version));
    }

    /** Whether a text is its name, with or without its version and its architecture. */
    boolean isCalled(String text) {
        return Stream.of(name, name + "-" + version.shown())
                .anyMatch(each -> text.equals(each) || text.equals(each + "." + architecture));
    }

    boolean hasTheNameOf(RpmPackage other) {
        return name.equals(other.name);
    }

    /** Returns the name of its file, such as {@code docker-ce-26.1.4-1.el7.x86_64.rpm}. */
    String fileName() {
        return name + "-" + version.shown() + "." + architecture + ".rpm";
    }
}
