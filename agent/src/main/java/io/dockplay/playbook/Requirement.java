package io.dockplay.playbook;

import io.dockplay.resource.Machine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One kind of host that a play is made for; what is not given may be anything.
 *
 * @param distribution such as {@code CentOS}
 * @param version bounds such as {@code ">= 6.5, < 7"}
 * @param architecture such as {@code x86_64}
 * @param kernel bounds such as {@code ">= 2.6.32-431"}
 */
public record Requirement(
        Optional<String> distribution, List<Bound> version, Optional<String> architecture, List<Bound> kernel) {

    private static final Pattern BOUND = Pattern.compile("(>=|<=|>|<|==?)\\s*([0-9][0-9A-Za-z.\\-]*)");

    /** One end of a range of versions, compared number by number. */
    public record Bound(String sign, String version) {

        /**
         * Bounds as they are written, such as {@code ">= 6.5, < 7"}.
         *
         * @throws IllegalArgumentException when they are not
         */
        public static List<Bound> parse(String text) {
            List<Bound> bounds = new ArrayList<>();
            for (String part : text.split(",", -1)) {
                Matcher matcher = BOUND.matcher(part.strip());
                if (!matcher.matches()) {
                    throw new IllegalArgumentException(part.strip());
                }
                bounds.add(new Bound(matcher.group(1), matcher.group(2)));
            }
            return bounds;
        }

        boolean holds(String actual) {
            int order = compare(actual, version);
            return switch (sign) {
                case ">=" -> order >= 0;
                case "<=" -> order <= 0;
                case ">" -> order > 0;
                case "<" -> order < 0;
                default -> order == 0;
            };
        }

        /** Compares as many numbers as the bound has: 7.9 is at least 7 and not less than 8. */
        private static int compare(String actual, String bound) {
            List<Long> left = numbers(actual);
            List<Long> right = numbers(bound);
            for (int i = 0; i < right.size(); i++) {
                int order = Long.compare(i < left.size() ? left.get(i) : 0, right.get(i));
                if (order != 0) {
                    return order;
                }
            }
            return 0;
        }

        private static List<Long> numbers(String version) {
            return Pattern.compile("[0-9]{1,18}")
                    .matcher(version)
                    .results()
                    .map(match -> Long.valueOf(match.group()))
                    .toList();
        }

        @Override
        public String toString() {
            return sign + " " + version;
        }
    }

    /** Why a machine is of none of these kinds; empty when it is of one. */
    public static Optional<String> unmet(List<Requirement> alternatives, Machine machine) {
        if (alternatives.isEmpty() || alternatives.stream().anyMatch(each -> each.isMet(machine))) {
            return Optional.empty();
        }
        String wanted = alternatives.stream().map(Requirement::toString).collect(Collectors.joining(", or "));
        return Optional.of("it is %s %s, %s, kernel %s; wanted is %s"
                .formatted(
                        machine.distribution(), machine.version(), machine.architecture(), machine.kernel(), wanted));
    }

    private boolean isMet(Machine machine) {
        return distribution
                        .map(name -> name.equalsIgnoreCase(machine.distribution()))
                        .orElse(true)
                && version.stream().allMatch(bound -> bound.holds(machine.version()))
                && architecture.map(name -> name.equals(machine.architecture())).orElse(true)
                && kernel.stream().allMatch(bound -> bound.holds(machine.kernel()));
    }

    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        parts.add((distribution.orElse("any release") + " " + bounds(version)).strip());
        architecture.ifPresent(parts::add);
        if (!kernel.isEmpty()) {
            parts.add("kernel " + bounds(kernel));
        }
        return String.join(", ", parts);
    }

    private static String bounds(List<Bound> bounds) {
        return bounds.stream().map(Bound::toString).collect(Collectors.joining(" and "));
    }
}
