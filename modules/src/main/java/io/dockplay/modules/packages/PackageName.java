package io.dockplay.modules.packages;

import io.dockplay.message.Message;
import io.dockplay.resource.InvalidOption;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One entry of the option {@code name}, in one of the forms that yum knows.
 *
 * <pre>{@code
 * docker-ce                    a package, or something that a package provides
 * docker-ce-26.1.4-1.el7       a package in a version: the last one or two parts between dashes begin with a digit
 * glibc.i686                   a package of an architecture
 * @Development Tools           a group
 * /root/docker-io.rpm          a file on the host
 * http://example.org/x.rpm     a file on the web
 * }</pre>
 *
 * @param written the entry
 * @param kind what it names
 * @param name the package's, the group's or the provided thing's name, the file's path or address
 * @param version the version in it
 * @param architecture the architecture in it
 */
record PackageName(
        String written, Kind kind, String name, Optional<RpmVersion> version, Optional<String> architecture) {

    enum Kind {
        PACKAGE,
        GROUP,
        FILE,
        ADDRESS
    }

    private static final Pattern ADDRESS = Pattern.compile("(?i)(https?|ftp)://.+");
    private static final Pattern WITH_ARCHITECTURE = Pattern.compile("(.+)\\.(noarch|x86_64|i[3-6]86|aarch64)");
    private static final Pattern WITH_VERSION =
            Pattern.compile("(.+?)-((?:\\d+:)?\\d[\\w.+~^]*-\\d[\\w.+~^]*|(?:\\d+:)?\\d[\\w+~^]*\\.[\\w.+~^]*)");

    static PackageName parse(String written) {
        if (written.isBlank() || written.startsWith("-")) {
            throw invalid(Message.of("\"%s\" is not the name of a package", written), Message.NONE);
        }
        if (written.startsWith("@")) {
            return new PackageName(
                    written, Kind.GROUP, written.substring(1).strip(), Optional.empty(), Optional.empty());
        }
        if (ADDRESS.matcher(written).matches()) {
            return new PackageName(written, Kind.ADDRESS, written, Optional.empty(), Optional.empty());
        }
        if (written.endsWith(".rpm")) {
            if (!written.startsWith("/")) {
                throw invalid(
                        Message.of("\"%s\" is a file without its whole path", written),
                        Message.of("Write the path on the host from / on; a file on this side goes into \"files\"."));
            }
            return new PackageName(written, Kind.FILE, written, Optional.empty(), Optional.empty());
        }
        if (written.chars().anyMatch(c -> c == ',' || Character.isWhitespace(c))) {
            throw invalid(
                    Message.of("\"%s\" is more than one name", written),
                    Message.of("Write a list: name: [docker-ce, docker-ce-cli]."));
        }
        if (written.chars().anyMatch(c -> "*?[".indexOf(c) >= 0)) {
            throw invalid(
                    Message.of("\"%s\" is a pattern", written),
                    Message.of("Name each package, so that what is done to a host does not depend on what it finds."));
        }
        return ofPackage(written);
    }

    private static PackageName ofPackage(String written) {
        Matcher architecture = WITH_ARCHITECTURE.matcher(written);
        boolean hasArchitecture = architecture.matches();
        String rest = hasArchitecture ? architecture.group(1) : written;
        Matcher version = WITH_VERSION.matcher(rest);
        boolean hasVersion = !rest.startsWith("/") && version.matches();
        return new PackageName(
                written,
                Kind.PACKAGE,
                hasVersion ? version.group(1) : rest,
                hasVersion ? RpmVersion.parse(version.group(2)) : Optional.empty(),
                hasArchitecture ? Optional.of(architecture.group(2)) : Optional.empty());
    }

    /** Whether no package can have this name, only provide it: /usr/bin/docker, perl(JSON). */
    boolean isOnlyProvided() {
        return kind == Kind.PACKAGE && written.matches(".*[/(].*");
    }

    boolean is(Kind other) {
        return kind == other;
    }

    /** Whether the entry names a package, in any version. */
    boolean names(RpmPackage found) {
        return found.name().equals(name)
                && architecture.map(found.architecture()::equals).orElse(true);
    }

    /** Whether the written entry is this package's name, with or without its version. */
    boolean spells(RpmPackage found) {
        String named = found.name();
        return Stream.of(
                        named,
                        named + "-" + found.version().version(),
                        named + "-" + found.version().shown())
                .anyMatch(each -> written.equals(each) || written.equals(each + "." + found.architecture()));
    }

    /** Whether a package is what the entry names, in the entry's own version. */
    boolean isExactly(RpmPackage found) {
        return version.isPresent()
                && (spells(found) || (names(found) && found.version().is(version.get())));
    }

    /** Writes the package with a version for yum, which understands an epoch only beside an architecture. */
    String inVersion(Optional<RpmVersion> wanted) {
        return name
                + wanted.map(text -> "-" + text.shown()).orElse("")
                + architecture.map(text -> "." + text).orElse("");
    }

    private static InvalidOption invalid(Message what, Message advice) {
        return new InvalidOption("name", what, advice);
    }
}
