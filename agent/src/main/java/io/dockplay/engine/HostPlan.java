package io.dockplay.engine;

import io.dockplay.resource.Change;
import io.dockplay.resource.Content;
import io.dockplay.resource.Script;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * All that would be changed on one host, in order.
 *
 * @param steps one for each resource that differs
 */
public record HostPlan(List<Step> steps) {

    public HostPlan {
        steps = List.copyOf(steps);
    }

    /**
     * What would be changed of one resource.
     *
     * @param task the task's name
     * @param module such as {@code package}
     * @param label such as {@code docker-ce}; empty when the task's resources are not known yet
     * @param changes what, from and to
     * @param script the SHA-256 of the script that would change it, in hexadecimal
     */
    public record Step(String task, String module, String label, List<Change> changes, String script) {

        public Step {
            changes = List.copyOf(changes);
        }

        static Step of(Event.Planned planned) {
            return new Step(
                    planned.step().task(),
                    planned.step().module(),
                    planned.step().label(),
                    planned.changes(),
                    digest(planned.script()));
        }

        private boolean isOf(Event.Step step) {
            return task.equals(step.task())
                    && module.equals(step.module())
                    && (label.isEmpty() || label.equals(step.label()));
        }

        @Override
        public String toString() {
            return module + " " + label + ": "
                    + String.join(", ", changes.stream().map(Change::toString).toList());
        }
    }

    /** Whether a change of this resource is part of it. */
    boolean names(Event.Step step) {
        return steps.stream().anyMatch(each -> each.isOf(step));
    }

    /** In what another plan, made later, differs from this one, a line each; empty when it is the same. */
    List<String> drift(HostPlan later) {
        List<String> lines = new ArrayList<>();
        for (Step step : steps) {
            Optional<Step> now = later.like(step);
            if (now.isEmpty()) {
                lines.add("- " + step + " (no longer to be done)");
            } else if (!now.get().changes().equals(step.changes())) {
                lines.add("- " + step);
                lines.add("+ " + now.get());
                for (int i = 0;
                        i < Math.min(step.changes().size(), now.get().changes().size());
                        i++) {
                    Change was = step.changes().get(i);
                    Change is = now.get().changes().get(i);
                    if (!is.diff().equals(was.diff())) {
                        is.diff().ifPresent(diff -> diff.lines().forEach(line -> lines.add("  " + line)));
                    }
                }
            } else if (!now.get().script().equals(step.script())) {
                lines.add("~ " + step + " (would be done otherwise)");
            }
        }
        later.steps().stream()
                .filter(step -> like(step).isEmpty())
                .forEach(step -> lines.add("+ " + step + " (was not to be done)"));
        return lines;
    }

    private Optional<Step> like(Step step) {
        return steps.stream()
                .filter(each -> each.task().equals(step.task())
                        && each.module().equals(step.module())
                        && each.label().equals(step.label()))
                .findFirst();
    }

    private static String digest(Script script) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(script.template().getBytes(StandardCharsets.UTF_8));
            for (Content attachment : script.attachments()) {
                digest.update(attachment.bytes());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
