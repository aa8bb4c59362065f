package io.dockplay.engine.task;

import io.dockplay.engine.iterator.TaskStep;
import io.dockplay.resource.Machine;
import io.dockplay.resource.Script;
import io.dockplay.resource.SharedProbe;
import io.dockplay.resource.SharedQuestion;
import io.dockplay.transport.HostMessage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The probes of one look that begin with the same questions, which the host is asked once, before them and after any change
 * that the message makes.
 *
 * <p>A probe that runs as another user, with an environment or with a time limit has a shell of its own, and asks by itself.
 */
final class SharedProbes {

    /** Each probe looks for its own among all answers, so with more names it is cheaper to ask again. */
    private static final int MOST_NAMES = 256;

    private final Map<SharedQuestion, Set<String>> asked = new LinkedHashMap<>();
    private final List<Script> scripts = new ArrayList<>();

    /** Adds a step's probe; the steps are added in their order. */
    void add(TaskStep step, Machine machine) {
        Optional<SharedProbe> shared = standsAlone(step)
                ? Optional.empty()
                : step.resource().sharedProbe(machine).filter(this::joins);
        scripts.add(shared.map(SharedProbe::own)
                .orElseGet(
                        () -> ScriptWrapper.probe(step.runAs(), step.resource().probe(machine))));
    }

    private static boolean standsAlone(TaskStep step) {
        return step.runAs().user().isPresent()
                || !step.runAs().environment().isEmpty()
                || step.task().keywords().timeout().isPresent();
    }

    private boolean joins(SharedProbe probe) {
        Set<String> names = asked.computeIfAbsent(probe.question(), any -> new LinkedHashSet<>());
        if (names.size() + probe.names().size() > MOST_NAMES) {
            return false;
        }
        names.addAll(probe.names());
        return true;
    }

    /** Asks the questions; their numbers follow those of the steps. */
    void ask(HostMessage message) {
        int number = scripts.size();
        for (Map.Entry<SharedQuestion, Set<String>> each : asked.entrySet()) {
            message.ask(number, each.getKey().about(each.getValue()));
            number++;
        }
    }

    /** The script of a step. */
    Script script(int number) {
        return scripts.get(number);
    }
}
