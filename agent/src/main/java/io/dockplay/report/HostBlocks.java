package io.dockplay.report;

import io.dockplay.message.Message;
import io.dockplay.problem.Harmless;
import io.dockplay.resource.Sha256;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The lines of many hosts, those that are the same together.
 *
 * <p>Lines that differ in nothing but their host's own name count as the same; those of the first host are a sample then.
 */
final class HostBlocks {

    /** What a host is, and what happened on it. */
    record Lines(String head, Optional<FinishedLines.Text> text) {

        List<String> all() {
            return text.map(FinishedLines.Text::lines).orElse(List.of());
        }
    }

    /**
     * Hosts with the same lines.
     *
     * @param hosts in the order in which they were added
     * @param isSample whether the lines are those of the first host, and each other has its own name in them
     */
    record Block(List<String> hosts, boolean isSample, Lines lines) {

        /** Says of whom the lines are, where each host has others; empty where all have these. */
        String remark() {
            return isSample
                    ? "  " + Message.of("shown of %s; each has its own name there", Harmless.line(hosts.get(0)))
                    : "";
        }
    }

    private final OwnNames names;
    private final Map<Lines, List<String>> hosts = new LinkedHashMap<>();

    /** Makes an empty one. */
    HostBlocks(OwnNames names) {
        this.names = names;
    }

    /** Adds the lines of a host that has finished. */
    void add(String host, String head, Optional<FinishedLines.Text> text) {
        hosts.computeIfAbsent(new Lines(head, text), any -> new ArrayList<>()).add(host);
    }

    /** Returns the blocks, in the order of their first hosts. */
    List<Block> all() {
        Map<Object, List<Lines>> alike = new LinkedHashMap<>();
        hosts.forEach((lines, of) -> {
            // What several hosts have in common has none of their names in it.
            Object key = of.size() > 1 ? lines : withoutNames(of.get(0), lines);
            alike.computeIfAbsent(key, any -> new ArrayList<>()).add(lines);
        });
        return alike.values().stream().map(this::block).toList();
    }

    private Block block(List<Lines> alike) {
        List<String> of = alike.stream()
                .flatMap(lines -> hosts.getOrDefault(lines, List.of()).stream())
                .toList();
        return new Block(of, alike.size() > 1, alike.get(0));
    }

    private String withoutNames(String host, Lines lines) {
        return Sha256.hex(lines.head() + "\n" + names.without(host, lines.all()));
    }
}
