package io.dockplay.engine.task;

import io.dockplay.engine.iterator.TaskStep;
import io.dockplay.resource.Plan;
import io.dockplay.resource.Resource;
import java.util.List;

/** A step's probed state, compared with the wanted one. */
sealed interface Comparison {

    /** What people are told before the step goes on. */
    Notes notes();

    /**
     * What people are told of a comparison.
     *
     * @param warnings what they should know although it keeps nothing from being done
     * @param messages what the task is there to say
     */
    record Notes(List<String> warnings, List<String> messages) {

        static final Notes NONE = new Notes(List.of(), List.of());

        public Notes {
            warnings = List.copyOf(warnings);
            messages = List.copyOf(messages);
        }
    }

    /** Nothing is left to be done; this is the step's result. */
    record Settled(Notes notes, StepResult result) implements Comparison {}

    /**
     * The host has to be changed.
     *
     * @param actual the state that was probed
     * @param plan what differs from the wanted state, and the script that changes it
     */
    record Difference<S extends Record>(Notes notes, TaskStep step, Resource<S> resource, S actual, Plan plan)
            implements Comparison {}
}
