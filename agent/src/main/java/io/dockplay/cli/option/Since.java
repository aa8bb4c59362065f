package io.dockplay.cli.option;

import io.dockplay.message.Message;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A moment in the past as people write it: {@code 2026-11-01}, {@code 2026-11-01T12:00}, {@code 7d}, {@code 12h}, {@code 30m}. */
public final class Since {

    private static final Pattern AGO = Pattern.compile("(\\d{1,6})([dhm])");

    private Since() {}

    /**
     * The moment; dates and times are UTC's, as in the record.
     *
     * @param now from where time is counted back
     */
    public static Instant parse(String text, Instant now) {
        Matcher ago = AGO.matcher(text);
        if (ago.matches()) {
            long count = Long.parseLong(ago.group(1));
            return now.minus(
                    switch (ago.group(2)) {
                        case "d" -> Duration.ofDays(count);
                        case "h" -> Duration.ofHours(count);
                        default -> Duration.ofMinutes(count);
                    });
        }
        try {
            return text.contains("T")
                    ? LocalDateTime.parse(text.replaceFirst("Z$", "")).toInstant(ZoneOffset.UTC)
                    : LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException e) {
            throw new InvalidInput(Problem.of(
                    Message.of("--since \"%s\" is not a moment", text),
                    Message.of("Write 2026-11-01, 2026-11-01T12:00, 7d, 12h or 30m.")));
        }
    }
}
