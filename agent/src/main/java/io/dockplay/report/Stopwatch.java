package io.dockplay.report;

import java.time.Duration;
import java.util.Locale;

/** Writes how long something took, as a stopwatch shows it. */
final class Stopwatch {

    private Stopwatch() {}

    /** {@code 0:07}, {@code 12:40} or {@code 1:02:03}. */
    static String time(Duration time) {
        long hours = time.toHours();
        return hours == 0
                ? String.format(Locale.ROOT, "%d:%02d", time.toMinutes(), time.toSecondsPart())
                : String.format(Locale.ROOT, "%d:%02d:%02d", hours, time.toMinutesPart(), time.toSecondsPart());
    }
}
