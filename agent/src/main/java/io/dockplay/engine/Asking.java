package io.dockplay.engine;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Someone who can be asked; whatever it is, only once for all hosts, which wait for the answer together. */
final class Asking {

    private final Set<Deed> asked = new HashSet<>();
    private final Map<Deed, Boolean> agreed = new HashMap<>();
    private UnaryOperator<String> asking = prompt -> "";
    private boolean stepwise;

    /**
     * How someone is asked.
     *
     * @param stepByStep whether before each task that changes something
     */
    synchronized void by(UnaryOperator<String> ask, boolean stepByStep) {
        asking = ask;
        stepwise = stepByStep;
    }

    /** Asks someone to let the run go on. */
    synchronized void ask(Deed deed, String prompt) {
        if (asked.add(deed)) {
            var unused = asking.apply(prompt); // going on is all that can be said
        }
    }

    /** Whether someone who goes step by step wants a task's changes. */
    synchronized boolean agreesTo(Deed deed, Supplier<String> question) {
        return !stepwise || agreed.computeIfAbsent(deed, any -> agrees(question.get()));
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
