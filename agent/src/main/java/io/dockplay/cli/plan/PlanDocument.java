package io.dockplay.cli.plan;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.dockplay.engine.plan.HostPlan;
import io.dockplay.playbook.Selection;
import io.dockplay.resource.Change;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A plan as its JSON has it, key by key and in this order, without the checksum; docs/plan.md describes the keys.
 *
 * <p>A list or a mapping that is missing is empty, and a text that is missing is empty, or none where it is {@code @Nullable}.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
record PlanDocument(
        @JsonProperty(FORMAT_KEY) int format,
        String made,
        String playbook,
        List<String> inventory,
        @Nullable String limit,
        List<String> tags,
        List<String> skipTags,
        @Nullable String startAt,
        Map<String, String> extraVariables,
        List<String> secretVariables,
        Map<String, String> inputs,
        Map<String, List<Step>> hosts) {

    /** The format that this dockplay writes, and the only one that it reads. */
    static final int FORMAT = 1;

    /** The key of the format, by which a plan is known. */
    static final String FORMAT_KEY = "dockplay-plan";

    PlanDocument {
        made = text(made);
        playbook = text(playbook);
        inventory = list(inventory);
        tags = list(tags);
        skipTags = list(skipTags);
        extraVariables = map(extraVariables);
        secretVariables = list(secretVariables);
        inputs = map(inputs);
        hosts = map(hosts);
    }

    /** One step of a host. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Step(String task, String module, String label, List<Difference> changes, String script) {

        Step {
            task = text(task);
            module = text(module);
            label = text(label);
            changes = list(changes);
            script = text(script);
        }

        static Step of(HostPlan.Step step) {
            return new Step(
                    step.task(),
                    step.module(),
                    step.label(),
                    step.changes().stream().map(Difference::of).toList(),
                    step.script());
        }

        HostPlan.Step step() {
            return new HostPlan.Step(
                    task,
                    module,
                    label,
                    changes.stream().map(Difference::change).toList(),
                    script);
        }
    }

    /** One change of a step, its diff line by line. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Difference(
            String what,
            String from,
            String to,
            @Nullable String after,
            @Nullable List<String> diff) {

        Difference {
            what = text(what);
            from = text(from);
            to = text(to);
        }

        static Difference of(Change change) {
            return new Difference(
                    change.what(),
                    change.from(),
                    change.to(),
                    change.after().orElse(null),
                    change.diff().map(diff -> List.of(diff.split("\n", -1))).orElse(null));
        }

        Change change() {
            return new Change(
                    what,
                    from,
                    to,
                    Optional.ofNullable(diff).map(lines -> String.join("\n", lines)),
                    Optional.ofNullable(after));
        }
    }

    static PlanDocument of(PlanFile plan) {
        Map<String, List<Step>> hosts = new LinkedHashMap<>();
        plan.hosts()
                .forEach((host, of) ->
                        hosts.put(host, of.steps().stream().map(Step::of).toList()));
        return new PlanDocument(
                FORMAT,
                plan.made(),
                plan.playbook(),
                plan.inventory(),
                plan.limit().orElse(null),
                plan.selection().tags().stream().sorted().toList(),
                plan.selection().skipped().stream().sorted().toList(),
                plan.selection().startAt().orElse(null),
                plan.extraVariables(),
                plan.secretVariables(),
                plan.inputs(),
                hosts);
    }

    PlanFile plan() {
        Map<String, HostPlan> plans = new LinkedHashMap<>();
        hosts.forEach((host, steps) ->
                plans.put(host, new HostPlan(steps.stream().map(Step::step).toList())));
        return new PlanFile(
                made,
                playbook,
                inventory,
                Optional.ofNullable(limit),
                new Selection(Set.copyOf(tags), Set.copyOf(skipTags), Optional.ofNullable(startAt)),
                extraVariables,
                secretVariables,
                inputs,
                plans);
    }

    private static String text(@Nullable String given) {
        return given == null ? "" : given;
    }

    private static <T> List<T> list(@Nullable List<T> given) {
        return given == null ? List.of() : List.copyOf(given);
    }

    private static <T> Map<String, T> map(@Nullable Map<String, T> given) {
        return given == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(given));
    }
}
