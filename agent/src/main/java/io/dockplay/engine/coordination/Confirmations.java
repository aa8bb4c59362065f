package io.dockplay.engine.coordination;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Someone who can be asked; whatever it is, only once for all hosts, which wait for the answer together. */
public final class Confirmations {

    private final Set<SharedTask> asked = new HashSet<>();
    private final Map<SharedTask, Boolean> agreed = new HashMap<>();
    private UnaryOperator<String> asking = prompt -> "";
    private boolean stepwise;

    /**
     * How someone is asked.
     *
     * @param stepByStep whether before each task that changes something
     */
    public synchronized void by(UnaryOperator<String> ask, boolean stepByStep) {
        asking = ask;
        stepwise = stepByStep;
    }

    /** Asks someone to let the run go on. */
    public synchronized void ask(SharedTask sharedTask, String prompt) {
        if (asked.add(sharedTask)) {
            var unused = asking.apply(prompt); // going on is all that can be said
        }
    }

    /** Whether someone who goes step by step wants a task's changes. */
    public synchronized boolean agreesTo(SharedTask sharedTask, Supplier<String> question) {
        return !stepwise || agreed.computeIfAbsent(sharedTask, any -> agrees(question.get()));
    }

    private boolean agrees(String question) {
        while (true) {
            switch (asking.apply(question).strip().toLowerCase(Locale.ROOT)) {
                case "y", "yes" -> {
                    return true;
                }
                case "c", "continue" -> {
                    stepwise = false;
                    return true;
                }
                case "n", "no", "" -> {
                    return false;
                }
                default -> {} // is asked again
            }
        }
    }
}
