package io.dockplay.engine.coordination;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/** The name of a run in the records of its hosts, such as {@code 20261124-001403-3f9a2c}. */
public final class RunId {

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private RunId() {}

    /** A new name: the time in UTC, and a random number that tells runs of the same second apart. */
    public static String next() {
        return MOMENT.format(Instant.now())
                + String.format("-%06x", ThreadLocalRandom.current().nextInt(1 << 24));
    }
}
