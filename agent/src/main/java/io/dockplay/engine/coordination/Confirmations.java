package io.dockplay.engine.coordination;

import io.dockplay.message.Message;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The questions that a person answers for all hosts.
 *
 * <p>Each question is put once, by the first host that comes to it, and one at a time. Only the hosts that need its answer
 * wait for it, and none of them keeps a fork from another host meanwhile.
 */
public final class Confirmations {

    private static final Message ANSWERS =
            Message.of("y: make this change on all hosts; n, or Enter: leave it out on all hosts;"
                    + " c: make it and all that come after it, and ask no more.");

    private final Map<SharedTask, FutureTask<Boolean>> answers = new ConcurrentHashMap<>();
    private final ReentrantLock terminal = new ReentrantLock(true);
    private final Supplier<Forks> forks;
    private volatile UnaryOperator<String> person = question -> "";
    private volatile boolean stepwise;

    Confirmations(Supplier<Forks> forks) {
        this.forks = forks;
    }

    /**
     * Says how a person is asked.
     *
     * @param stepByStep whether before each task that changes something
     */
    public void askWith(UnaryOperator<String> ask, boolean stepByStep) {
        person = ask;
        stepwise = stepByStep;
    }

    /** Whether a person is asked before each task that changes something. */
    public boolean isStepwise() {
        return stepwise;
    }

    /** Waits until a person lets the run go on; whatever the answer, it does. */
    public void ask(SharedTask sharedTask, String prompt) {
        var unused = answer(sharedTask, () -> {
            var ignored = person.apply(prompt);
            return true;
        });
    }

    /**
     * Whether a person who goes step by step wants a task's changes, on all hosts. A refusal also holds for a host that comes after
     * the person has let the rest go on.
     */
    public boolean agreesTo(SharedTask sharedTask, Supplier<String> question) {
        boolean asksNobody = !stepwise && !answers.containsKey(sharedTask);
        return asksNobody || answer(sharedTask, () -> !stepwise || agrees(question.get()));
    }

    private boolean answer(SharedTask sharedTask, BooleanSupplier question) {
        FutureTask<Boolean> mine = new FutureTask<>(() -> alone(question));
        FutureTask<Boolean> first = answers.putIfAbsent(sharedTask, mine);
        if (first == null) {
            forks.get().whileWaiting(mine);
        }
        return forks.get().await(first == null ? mine : first);
    }

    private boolean alone(BooleanSupplier question) {
        terminal.lock();
        try {
            return question.getAsBoolean();
        } finally {
            terminal.unlock();
        }
    }

    private boolean agrees(String question) {
        String asked = question;
        while (true) {
            switch (person.apply(asked).strip().toLowerCase(Locale.ROOT)) {
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
                // It is asked again, first of all of those who do not know the answers.
                default -> asked = ANSWERS.and(Message.quoted(question)).text();
            }
        }
    }
}
