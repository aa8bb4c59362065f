package io.dockplay.ssh;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * The lines of the known_hosts files, found by the names in them: a fleet of thousands has as many lines, and most of them name
 * one host each. Only lines with patterns or hashes are compared with every host.
 */
final class KnownHostLines {

    /**
     * A line, and the file in which it stands.
     *
     * @param number its place among all lines
     */
    record Line(KnownHost host, Path file, int number) {}

    private final Map<String, List<Line>> named = new ConcurrentHashMap<>();
    private final List<Line> others = new CopyOnWriteArrayList<>();
    private final AtomicInteger count = new AtomicInteger();

    void add(KnownHost host, Path file) {
        Line line = new Line(host, file, count.getAndIncrement());
        String names = host.names().toLowerCase(Locale.ROOT);
        if (names.startsWith("|") || names.chars().anyMatch(c -> c == '*' || c == '?' || c == '!')) {
            others.add(line);
            return;
        }
        for (String name : names.split(",", -1)) {
            named.merge(
                    name,
                    List.of(line),
                    (some, more) -> Stream.concat(some.stream(), more.stream())
                            .distinct()
                            .toList());
        }
    }

    /** The lines that name a host, in their order. */
    Stream<Line> of(String host) {
        return Stream.concat(
                        named.getOrDefault(host.toLowerCase(Locale.ROOT), List.of()).stream(),
                        others.stream().filter(line -> line.host().names(host)))
                .sorted(Comparator.comparingInt(Line::number));
    }

    /** How many lines every host is compared with. */
    int compared() {
        return others.size();
    }
}
