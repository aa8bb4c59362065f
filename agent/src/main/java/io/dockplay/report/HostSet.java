package io.dockplay.report;

import io.dockplay.message.Message;
import io.dockplay.problem.Harmless;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Folds the names of many hosts into few words, such as {@code web[01-40,42],db1}, as ClusterShell does. {@code
 * --limit} understands them.
 */
public final class HostSet {

    private static final Pattern NUMBER = Pattern.compile("(?<![0-9])[0-9]{1,9}(?![0-9])");

    private HostSet() {}

    /** The text before and after one number of a name. */
    private record Series(String before, String after) {}

    /** A number in a name, as it is written. */
    private record Place(Series series, String number) {}

    /** Folds names; each series stands where its first name was. */
    public static String fold(Collection<String> names) {
        Map<Series, Integer> sizes = new HashMap<>();
        names.forEach(name -> places(name).forEach(place -> sizes.merge(place.series(), 1, Integer::sum)));
        Map<Object, List<String>> series = new LinkedHashMap<>();
        for (String name : names) {
            Optional<Place> best = places(name).stream()
                    .filter(place -> sizes.getOrDefault(place.series(), 1) > 1)
                    .reduce((one, other) ->
                            sizes.getOrDefault(other.series(), 1) >= sizes.getOrDefault(one.series(), 1) ? other : one);
            Object key = best.<Object>map(Place::series).orElse(name);
            List<String> numbers = series.computeIfAbsent(key, any -> new ArrayList<>());
            best.ifPresent(place -> numbers.add(place.number()));
        }
        return Harmless.line(series.entrySet().stream()
                .map(each -> each.getKey() instanceof Series of ? text(of, each.getValue()) : (String) each.getKey())
                .collect(Collectors.joining(",")));
    }

    /** Folds names, and says how many they are where they are several: {@code web[01-40,42] (41)}. */
    static String counted(Collection<String> names) {
        return fold(names) + (names.size() > 1 ? " (" + names.size() + ")" : "");
    }

    /** How far a run came that did not end: {@code 3 of 5 hosts were done; not done: web[1-2]}. */
    static String done(List<String> hosts, Set<String> done) {
        List<String> open = hosts.stream().filter(host -> !done.contains(host)).toList();
        int closed = hosts.size() - open.size();
        Message far = hosts.size() == 1
                ? Message.of("%d of %d host was done", closed, hosts.size())
                : Message.of("%d of %d hosts were done", closed, hosts.size());
        return (open.isEmpty() ? far : Message.of("%s; not done: %s", far, fold(open))).text();
    }

    private static List<Place> places(String name) {
        List<Place> places = new ArrayList<>();
        Matcher matcher = NUMBER.matcher(name);
        while (matcher.find()) {
            places.add(new Place(
                    new Series(name.substring(0, matcher.start()), name.substring(matcher.end())), matcher.group()));
        }
        return places;
    }

    private static String text(Series series, List<String> numbers) {
        List<String> ranges = ranges(numbers);
        boolean single = numbers.size() == 1;
        return series.before() + (single ? numbers.get(0) : "[" + String.join(",", ranges) + "]") + series.after();
    }

    /** Folds consecutive numbers, such as {@code 08-12}; their width must be the same, unless none begins with 0. */
    private static List<String> ranges(List<String> numbers) {
        List<Integer> padded = numbers.stream()
                .filter(number -> number.length() > 1 && number.startsWith("0"))
                .map(String::length)
                .distinct()
                .toList();
        Map<Integer, TreeSet<Integer>> byWidth = new LinkedHashMap<>();
        numbers.stream()
                .sorted((one, other) -> Integer.compare(Integer.parseInt(one), Integer.parseInt(other)))
                .forEach(number -> byWidth.computeIfAbsent(
                                padded.contains(number.length()) ? number.length() : 1, any -> new TreeSet<>())
                        .add(Integer.parseInt(number)));
        List<String> ranges = new ArrayList<>();
        byWidth.forEach((width, values) -> {
            String digits = "%0" + width + "d";
            int first = values.first();
            int last = first;
            for (int value : values.tailSet(first, false)) {
                if (value != last + 1) {
                    ranges.add(range(digits, first, last));
                    first = value;
                }
                last = value;
            }
            ranges.add(range(digits, first, last));
        });
        return ranges;
    }

    private static String range(String digits, int first, int last) {
        String begin = String.format(Locale.ROOT, digits, first);
        return first == last ? begin : begin + "-" + String.format(Locale.ROOT, digits, last);
    }
}
