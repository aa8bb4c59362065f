package io.dockplay.resource;

import java.util.List;

/**
 * A probe that begins with a question which other probes of the same look may have too.
 *
 * @param question what is asked
 * @param names what this probe asks about
 * @param own the rest of the probe, which reads the answers from the variables that the question leaves
 */
public record SharedProbe(SharedQuestion question, List<String> names, Script own) {

    public SharedProbe {
        names = List.copyOf(names);
    }

    /** The probe by itself; it prints the same. */
    public Script alone() {
        return question.about(names).then(own);
    }
}
