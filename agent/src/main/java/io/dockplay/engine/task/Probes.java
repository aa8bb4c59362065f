package io.dockplay.engine.task;

import io.dockplay.engine.iterator.TaskStep;
import io.dockplay.resource.Script;
import io.dockplay.transport.Live;
import java.util.BitSet;
import java.util.List;

/**
 * The probes of one message, each of which is reported when the host begins it. So what is reported last is what the host does now,
 * however much was sent to it ahead.
 *
 * @param steps in the order of their numbers
 * @param scripts the probe of each step
 */
record Probes(List<TaskStep> steps, List<Script> scripts) {

    public Probes {
        steps = List.copyOf(steps);
        scripts = List.copyOf(scripts);
    }

    /** Hears of the probes, each once, and leaves the rest to another listener. */
    Live reportedTo(Progress progress, Live rest) {
        BitSet begun = new BitSet(steps.size());
        return new Live() {
            @Override
            public void probing(int number) {
                // What the host sends is not to be trusted; other numbers are those of the questions that probes share.
                if (number >= 0 && number < steps.size() && !begun.get(number)) {
                    begun.set(number);
                    progress.probing(steps.get(number), scripts.get(number));
                }
            }

            @Override
            public void output(String text) {
                rest.output(text);
            }

            @Override
            public void cut(long bytes) {
                rest.cut(bytes);
            }

            @Override
            public void waiting() {
                rest.waiting();
            }
        };
    }
}
