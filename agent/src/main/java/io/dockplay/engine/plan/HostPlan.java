package io.dockplay.engine.plan;

import io.dockplay.engine.event.Event;
import io.dockplay.engine.event.EventFilter;
import io.dockplay.resource.Change;
import io.dockplay.resource.Content;
import io.dockplay.resource.Script;
import io.dockplay.resource.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The planned changes of one host, in order.
 *
 * @param steps one for each resource that differs
 */
public record HostPlan(List<Step> steps) {

    public HostPlan {
        steps = List.copyOf(steps);
    }

    /**
     * The planned changes of one resource.
     *
     * @param task the task's name
     * @param module such as {@code package}
     * @param label such as {@code docker-ce}; empty when the task's resources are not known yet
     * @param changes what changes, from which value and to which
     * @param script the SHA-256 of the script that makes the changes, in hexadecimal
     */
    public record Step(String task, String module, String label, List<Change> changes, String script) {

        public Step {
            changes = changes.stream().map(Change::inWords).toList(); // a plan is compared as people read it
        }

        static Step of(Event.Planned planned) {
            return new Step(
                    planned.step().task(),
                    planned.step().module(),
                    planned.step().label(),
                    planned.changes(),
                    digest(planned.script()));
        }

        private Step shownAs(EventFilter eventFilter) {
            Event.Step shown = eventFilter.step(new Event.Step(task, module, label));
            return new Step(shown.task(), shown.module(), shown.label(), eventFilter.changes(changes), script);
        }

        private boolean isLike(Step other) {
            return task.equals(other.task) && module.equals(other.module) && label.equals(other.label);
        }

        /**
         * Whether this step permits these changes. Each must end at its planned value. It may begin at another value,
         * because an earlier change can affect that. If a planned change waits for an earlier one, only the step's
         * title is compared.
         */
        private boolean permits(Event.Step step, List<Change> actual) {
            boolean same = task.equals(step.task())
                    && module.equals(step.module())
                    && (label.isEmpty() || label.equals(step.label()));
            boolean waits = changes.stream().anyMatch(change -> change.after().isPresent());
            return same
                    && (waits
                            || actual.stream()
                                    .allMatch(change -> changes.stream()
                                            .anyMatch(planned -> planned.what().equals(change.what())
                                                    && planned.to().equals(change.to()))));
        }

        @Override
        public String toString() {
            return module + " " + label + ": "
                    + String.join(", ", changes.stream().map(Change::toString).toList());
        }
    }

    /** Returns this plan with each text as the filter shows it. */
    HostPlan shownAs(EventFilter eventFilter) {
        return new HostPlan(
                steps.stream().map(step -> step.shownAs(eventFilter)).toList());
    }

    /** Whether the plan permits these changes of a resource, in which secrets are masked. */
    boolean permits(Event.Step step, List<Change> changes) {
        return steps.stream().anyMatch(each -> each.permits(step, changes));
    }

    /** Returns the differences of a later plan, line by line; empty if there are none. */
    List<String> drift(HostPlan later) {
        List<String> lines = new ArrayList<>();
        List<Step> unmatched = new ArrayList<>(later.steps);
        for (Step step : steps) {
            // Steps with equal titles, such as commands whose labels are cut off, are compared in their order.
            Optional<Step> now = unmatched.stream().filter(step::isLike).findFirst();
            if (now.isEmpty()) {
                lines.add("- " + step + " (no longer to be done)");
                continue;
            }
            unmatched.remove(now.get());
            lines.addAll(drift(step, now.get()));
        }
        unmatched.forEach(step -> lines.add("+ " + step + " (was not to be done)"));
        return lines;
    }

    private static List<String> drift(Step step, Step now) {
        if (now.changes().equals(step.changes())) {
            return now.script().equals(step.script()) ? List.of() : List.of("~ " + step + " (would be done otherwise)");
        }
        List<String> lines = new ArrayList<>(List.of("- " + step, "+ " + now));
        Set<Optional<String>> shown = step.changes().stream().map(Change::diff).collect(Collectors.toSet());
        now.changes().stream()
                .map(Change::diff)
                .filter(diff -> !shown.contains(diff))
                .flatMap(Optional::stream)
                .forEach(diff -> diff.lines().forEach(line -> lines.add("  " + line)));
        return lines;
    }

    private static String digest(Script script) {
        MessageDigest digest = Sha256.digest();
        digest.update(script.template().getBytes(StandardCharsets.UTF_8));
        for (Content attachment : script.attachments()) {
            digest.update(attachment.bytes());
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
