package io.dockplay.report;

import io.dockplay.problem.Harmless;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Writes many hosts as few words, {@code web[01-40,42],db1}, as ClusterShell's nodesets do; {@code --limit} understands it.
 */
public final class HostSet {

    private static final Pattern NUMBER = Pattern.compile("(?<![0-9])[0-9]{1,9}(?![0-9])");

    private HostSet() {}

    /** A name without one of its numbers. */
    private record Series(String before, String after) {}

    /** One number of a name, as it is written. */
    private record Place(Series series, String number) {}

    /** The names, folded; in the order in which the first of each series came. */
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
                .map(each -> each.getKey() instanceof Series of ? written(of, each.getValue()) : (String) each.getKey())
                .collect(Collectors.joining(",")));
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

    private static String written(Series series, List<String> numbers) {
        List<String> ranges = ranges(numbers);
        boolean single = numbers.size() == 1;
        return series.before() + (single ? numbers.get(0) : "[" + String.join(",", ranges) + "]") + series.after();
    }

    /** Numbers that follow one another at the same width, {@code 08-12}; where none begins with 0 the width is free. */
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
