package io.dockplay.playbook;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * How a play goes over its hosts: how many at a time, and when so many failed that the rest is left alone.
 *
 * @param serial the sizes of the batches, the last one for all that remain; empty for all hosts at once
 * @param maxFailPercentage of a batch's hosts, how many may fail
 * @param anyErrorsFatal whether a single failure ends the play everywhere
 * @param order in which order its hosts are begun
 * @param inStep whether no host begins a task before all have done the one before
 */
public record Rollout(
        List<Portion> serial, double maxFailPercentage, boolean anyErrorsFatal, Order order, boolean inStep) {

    /** All hosts at once, and none is stopped because of another. */
    public static final Rollout AT_ONCE = new Rollout(List.of(), 100, false, Order.INVENTORY, false);

    public Rollout {
        serial = List.copyOf(serial);
    }

    /** In which order hosts are begun. */
    public enum Order {
        INVENTORY,
        REVERSE_INVENTORY,
        SORTED,
        REVERSE_SORTED,
        SHUFFLE;

        /** One seed a run, so that every question about the order has the same answer. */
        private static final long SEED = System.nanoTime();

        /** The hosts, of which each has a name, in this order. */
        public <T> List<T> of(List<T> hosts, Function<T, String> name) {
            List<T> ordered = new ArrayList<>(hosts);
            switch (this) {
                case INVENTORY -> {}
                case REVERSE_INVENTORY -> Collections.reverse(ordered);
                case SORTED -> ordered.sort(Comparator.comparing(name));
                case REVERSE_SORTED -> ordered.sort(Comparator.comparing(name).reversed());
                case SHUFFLE -> {
                    return shuffled(hosts, name, SEED);
                }
            }
            return ordered;
        }

        /** The hosts in an order that depends on the seed alone, whichever other hosts there are. */
        static <T> List<T> shuffled(List<T> hosts, Function<T, String> name, long seed) {
            List<T> ordered = new ArrayList<>(hosts);
            ordered.sort(Comparator.comparing((T host) ->
                            new SplittableRandom(seed + name.apply(host).hashCode()).nextLong())
                    .thenComparing(name));
            return ordered;
        }
    }

    /**
     * A number of hosts.
     *
     * @param number how many, at least 1
     * @param isPercentage whether it is so many of a hundred
     */
    public record Portion(int number, boolean isPercentage) {

        /** How many that is, at least one. */
        int of(int hosts) {
            return Math.max(1, isPercentage ? hosts * number / 100 : number);
        }
    }

    /** Whether the play goes over all hosts at once, as by default. */
    public boolean isAtOnce() {
        return equals(AT_ONCE);
    }

    /** The hosts in batches, in their order. */
    public <T> List<List<T>> batches(List<T> hosts) {
        if (serial.isEmpty()) {
            return List.of(hosts);
        }
        List<List<T>> batches = new ArrayList<>();
        int at = 0;
        while (at < hosts.size()) {
            Portion portion = serial.get(Math.min(batches.size(), serial.size() - 1));
            int end = Math.min(hosts.size(), at + portion.of(hosts.size()));
            batches.add(List.copyOf(hosts.subList(at, end)));
            at = end;
        }
        return batches;
    }

    /** Whether so many failures in a batch end the play; it always ends when a whole batch fails. */
    public boolean endsAfter(int failed, int hosts) {
        return failed > 0 && (anyErrorsFatal || failed == hosts || failed * 100.0 / hosts > maxFailPercentage);
    }
}
