package io.dockplay.modules.system;

import io.dockplay.modules.files.FileState;
import io.dockplay.resource.Change;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The actual time zone of a host.
 *
 * @param isKnown whether the host has the data of the wanted zone
 * @param isThere whether there is an /etc/localtime
 * @param link the target of /etc/localtime; empty when it is no link
 * @param isCopy whether it is a file with exactly the data of the wanted zone
 * @param clock /etc/sysconfig/clock, when the release reads that file
 */
public record TimezoneState(boolean isKnown, boolean isThere, String link, boolean isCopy, Optional<FileState> clock) {

    private static final Pattern ZONE = Pattern.compile(".*/zoneinfo/(?:posix/)?(.+)");

    /** Returns the zone's name if /etc/localtime shows it. */
    String zone() {
        return isThere ? zone(link) : Change.ABSENT;
    }

    /** Returns the zone that a link points to. */
    static String zone(String link) {
        Matcher zone = ZONE.matcher(link);
        return zone.matches() ? zone.group(1) : link.isEmpty() ? "a file that names no zone" : link;
    }
}
