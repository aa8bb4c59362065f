package io.dockplay.modules.system;

import io.dockplay.modules.files.FileState;
import io.dockplay.resource.Change;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The time zone that a host has.
 *
 * @param isKnown whether the host has the data of the zone that is wanted
 * @param isThere whether there is an /etc/localtime
 * @param link where /etc/localtime leads; empty where it is no link
 * @param isCopy whether it is a file with the very data of the wanted zone
 * @param clock /etc/sysconfig/clock, where the release reads that
 */
public record TimezoneState(boolean isKnown, boolean isThere, String link, boolean isCopy, Optional<FileState> clock) {

    private static final Pattern ZONE = Pattern.compile(".*/zoneinfo/(?:posix/)?(.+)");

    /** The zone's name, as far as /etc/localtime tells it. */
    String zone() {
        return isThere ? zone(link) : Change.ABSENT;
    }

    /** The zone that a link leads to. */
    static String zone(String link) {
        Matcher zone = ZONE.matcher(link);
        return zone.matches() ? zone.group(1) : link.isEmpty() ? "a file that names no zone" : link;
    }
}
