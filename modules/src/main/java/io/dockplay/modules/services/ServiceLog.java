package io.dockplay.modules.services;

import io.dockplay.message.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds in a service's log the line that says why it ended.
 *
 * <p>The log is one of journald, syslog or Docker, with or without systemd's own lines.
 */
public final class ServiceLog {

    private static final Pattern SYSLOG =
            Pattern.compile("^[A-Z][a-z]{2} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d \\S+ (([^\\[\\s:]+)(?:\\[\\d+])?): ");

    /** Lines of systemd and systemctl about a unit, and hints to its log. */
    private static final Pattern ABOUT = Pattern.compile(
            "^(?:Starting|Started|Stopping|Stopped|Unit) .*|^Failed to start (?:[A-Z].*|\\S+\\.[a-z]+\\.)$"
                    + "|^\\S+\\.(?:service|socket|timer|mount|path|target|scope|slice|device|swap)(?::| ).*"
                    + "|^start request repeated too quickly .*|^Job for .*|^See .*|^-- .*|^[*●×] .*"
                    + "|^(?:Loaded|Active|Docs|Process|Main PID|Tasks|Memory|CPU|CGroup|Drop-In|TriggeredBy): .*"
                    + "|^Created symlink .*|^Removed (?:symlink )?/.*|^ln -s .*|^rm '.*"
                    + "|^(?:service )?\\S+ (?:start|restart|stop) failed$|.*\\[ *FAILED *\\].*|.*\\bends with:$|^$");

    private static final Pattern BEGINNING = Pattern.compile("^Starting .*|^Started .*");
    private static final Pattern TOO_LONG = Pattern.compile("start operation timed out|Failed with result 'timeout'");
    private static final Pattern FIELDS =
            Pattern.compile("^time=\\S+ level=(\\w+) msg=(?:\"((?:[^\"\\\\]|\\\\.)*)\"|(\\S+)).*");
    private static final Pattern LAST = Pattern.compile(
            "(?i)^(?:failed to start daemon|error starting daemon|panic:|fatal)|\\[emerg]|level=(?:fatal|panic)");
    private static final Pattern BAD = Pattern.compile(
            "(?i)error|fail|fatal|unable|cannot|can't|could not|unknown|invalid|illegal|denied|refused|not |no such|missing|level=error");

    /** The name by which systemd signs its own lines. */
    private static final String SYSTEMD = "systemd";

    private ServiceLog() {}

    /**
     * A line of the program's own.
     *
     * @param sender the process that wrote it, such as {@code dockerd[287]}; empty where the log does not name it
     */
    private record Line(String sender, String text) {

        boolean isOfProcess(List<Line> others) {
            return sender.endsWith("]") && others.stream().anyMatch(other -> other.sender.equals(sender));
        }
    }

    /** Returns in one line why the service ended; none when the text does not say it. */
    public static Optional<Message> cause(String text) {
        List<String> own = ownOfLastStart(text).stream().map(Line::text).toList();
        return Stream.<Predicate<String>>of(LAST.asPredicate(), BAD.asPredicate(), any -> true)
                .flatMap(sign -> own.stream().filter(sign))
                .findFirst()
                .map(line -> Message.quoted(said(line)))
                .or(() -> TOO_LONG.matcher(text).find()
                        ? Optional.of(Message.of("its start took too long, and systemd ended it"))
                        : Optional.empty());
    }

    /**
     * Returns the program's own lines since its last start, without systemd's lines about it. The journal may put the first of
     * them before the line that says so; a process belongs to one start only.
     */
    private static List<Line> ownOfLastStart(String text) {
        List<Line> own = new ArrayList<>();
        List<Line> lastStart = new ArrayList<>();
        for (String written : text.lines().map(String::strip).toList()) {
            Matcher prefix = SYSLOG.matcher(written);
            boolean isSigned = prefix.find();
            String line = isSigned ? written.substring(prefix.end()).strip() : written;
            boolean isSystemds = isSigned && prefix.group(2).equals(SYSTEMD);
            if (BEGINNING.matcher(line).matches() && !own.isEmpty()) {
                lastStart = own;
                own = new ArrayList<>();
            } else if (!isSystemds && !ABOUT.matcher(line).matches() && !isHarmless(line)) {
                own.add(new Line(isSigned ? prefix.group(1) : "", line));
            }
        }
        List<Line> since = own;
        return own.isEmpty()
                ? lastStart
                : Stream.concat(lastStart.stream().filter(line -> line.isOfProcess(since)), own.stream())
                        .toList();
    }

    private static boolean isHarmless(String line) {
        Matcher fields = FIELDS.matcher(line);
        return fields.matches()
                && List.of("info", "debug", "warning").contains(fields.group(1).toLowerCase(Locale.ROOT));
    }

    private static String said(String line) {
        Matcher fields = FIELDS.matcher(line);
        String said = !fields.matches()
                ? line
                : fields.group(2) != null
                        ? fields.group(2).replaceAll("\\\\(.)", "$1")
                        : String.valueOf(fields.group(3));
        return said.replaceFirst("^Status: ", "").replaceFirst("^[\\w.-]+\\[\\d+]: ", "");
    }
}
