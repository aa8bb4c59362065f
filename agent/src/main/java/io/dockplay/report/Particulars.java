package io.dockplay.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A text about a host, divided into what is particular to the host and what could be the same on another host.
 *
 * @param between the pieces of text around the particulars, one more than there are particulars, with the kind of each
 * @param own the particulars as they are written: names and addresses of the host, times, process numbers
 */
record Particulars(List<String> between, List<String> own) {

    private static final char NAME = '\u0001';
    private static final char MOMENT = '\u0002';

    private static final String DAY = "(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?";
    private static final String MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)";
    private static final String CLOCK = "\\d\\d:\\d\\d:\\d\\d(?:[.,]\\d+)?";

    /** Matches times and processes, as syslog, journald, Docker and systemd write them. */
    private static final String MOMENTS = String.join(
            "|",
            DAY + "\\d{4}[-/]\\d\\d[-/]\\d\\d[T ]" + CLOCK + "(?:Z| ?[+-]\\d\\d:?\\d\\d| [A-Z]{3,4}\\b)?",
            DAY + "\\b" + MONTH + " [ \\d]\\d " + CLOCK,
            "\\b" + CLOCK,
            "\\b(?:\\d+(?:\\.\\d+)?(?:y|month|w|d|h|min|ms|us|s) )+ago\\b",
            "(?<=[A-Za-z0-9_)-]\\[)\\d+(?=\\])",
            "(?<=\\b[Pp][Ii][Dd][ :=]{1,2})\\d+",
            "(?<=\\bProcess:? )\\d+",
            "(?<=\\bprocess )\\d+",
            "(?<=\\brestart counter is at )\\d+");

    /** Matches addresses, and host names in our own messages. */
    private static final String ADDRESSES = String.join(
            "|",
            "(?<=there is no host called )\\S+",
            "(?<![\\w.:-])(?:[A-Za-z0-9][\\w.-]*|\\[[0-9a-fA-F:]+\\]):\\d{2,5}(?![\\w.:-])",
            "(?<![\\w.-])\\d{1,3}(?:\\.\\d{1,3}){3}(?![\\w.-])");

    /**
     * Divides a text.
     *
     * @param names the names of its host
     */
    static Particulars of(String text, Collection<String> names) {
        String called = names.stream()
                .filter(name -> !name.isEmpty())
                .sorted(Comparator.comparingInt(String::length).reversed())
                .map(Pattern::quote)
                .collect(Collectors.joining("|"));
        Matcher found = Pattern.compile(
                        "(" + MOMENTS + ")|(" + ADDRESSES + "|(?<![\\w.-])(?:" + called + ")(?![\\w-]))")
                .matcher(text);
        List<String> between = new ArrayList<>();
        List<String> own = new ArrayList<>();
        int end = 0;
        while (found.find()) {
            between.add(text.substring(end, found.start()) + (found.group(1) == null ? NAME : MOMENT));
            own.add(found.group());
            end = found.end();
        }
        between.add(text.substring(end));
        return new Particulars(between, own);
    }

    /** The lines of the text without its particulars, each once. */
    Set<String> lines() {
        return String.join("", between).lines().collect(Collectors.toSet());
    }

    /** Returns one text for all of these, which have the same text between their particulars. */
    static String together(List<Particulars> alike) {
        Particulars first = alike.get(0);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < first.own.size(); i++) {
            String before = first.between.get(i);
            text.append(before, 0, before.length() - 1);
            Set<String> values = new LinkedHashSet<>();
            for (Particulars each : alike) {
                values.add(each.own.get(i));
            }
            boolean named = before.charAt(before.length() - 1) == NAME && values.size() > 1;
            text.append(named ? HostSet.fold(values) : first.own.get(i));
        }
        return text.append(first.between.get(first.own.size())).toString();
    }
}
