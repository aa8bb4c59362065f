package freemarker.core;

import freemarker.template.TemplateModelException;
import freemarker.template.TemplateScalarModel;
import freemarker.template.TemplateSequenceModel;
import java.lang.management.ManagementFactory;

/** How much one template may take until it ends: steps, memory, and the size of each text and list that it makes. */
final class Budget {

    /** Letters of one text. */
    static final int TEXT = 16 * 1024 * 1024;

    /** Elements of one list. */
    static final int LIST = 1_000_000;

    /** An element of a list or 64 letters that something is done with are one step, as is a turn of a loop. */
    private static final long STEPS = 20_000_000;

    private static final long MEBIBYTES = 256;
    private static final int BETWEEN_LOOKS = 64;
    private static final int LETTERS_A_STEP = 64;
    private static final long NOT_LOOKED = -1;

    private static final ThreadLocal<Budget> CURRENT = new ThreadLocal<>();

    private long steps;
    private long nextLook = BETWEEN_LOOKS;
    private long allocatedBefore = NOT_LOOKED;

    private Budget() {}

    /** What a template does. */
    interface Work<E extends Exception> {

        void run() throws E, java.io.IOException;
    }

    /** Does it with a budget of its own, also inside another's. */
    static <E extends Exception> void of(Work<E> work) throws E, java.io.IOException {
        Budget outer = CURRENT.get();
        Budget own = new Budget();
        CURRENT.set(own);
        try {
            work.run();
        } finally {
            if (outer == null) {
                CURRENT.remove();
            } else {
                if (own.allocatedBefore != NOT_LOOKED && outer.allocatedBefore != NOT_LOOKED) {
                    outer.allocatedBefore += allocated() - own.allocatedBefore;
                }
                CURRENT.set(outer);
            }
        }
    }

    /** Takes some steps. */
    static void take(long steps) {
        Budget current = CURRENT.get();
        if (current != null) {
            current.add(steps);
        }
    }

    private void add(long more) {
        steps += more;
        if (steps > STEPS) {
            throw new Exceeded("it takes more than " + STEPS / 1_000_000 + " million steps");
        }
        if (steps >= nextLook) {
            nextLook = steps + BETWEEN_LOOKS;
            if (allocatedBefore == NOT_LOOKED) {
                // So far it can have made no more than a few thousand letters; most expressions end before that, and
                // Java
                // takes a while until it can tell for the first time.
                allocatedBefore = allocated();
            } else if (allocated() - allocatedBefore > MEBIBYTES * 1024 * 1024) {
                throw new Exceeded("it takes more than " + MEBIBYTES + " MiB of memory");
            }
        }
    }

    /** Takes the steps of doing something with a value, if it is not too large for that. */
    static void takeFor(Object model) throws TemplateModelException {
        if (model instanceof TemplateScalarModel scalar) {
            String text = scalar.getAsString();
            takeFor(text == null ? 0 : text.length());
        } else if (model instanceof RightUnboundedRangeModel) {
            throw Exceeded.list();
        } else if (model instanceof TemplateSequenceModel list) {
            int size = list.size();
            if (size > LIST || size < 0) {
                throw Exceeded.list();
            }
            take(1L + size);
        } else {
            take(1);
        }
    }

    /** Takes the steps of making a text of so many letters. */
    static void takeFor(long letters) {
        if (letters > TEXT) {
            throw Exceeded.text();
        }
        take(1 + letters / LETTERS_A_STEP);
    }

    /** How much this thread has allocated since it began; 0 where the Java virtual machine does not tell. */
    private static long allocated() {
        return ManagementFactory.getThreadMXBean() instanceof com.sun.management.ThreadMXBean threads
                ? threads.getCurrentThreadAllocatedBytes()
                : 0;
    }
}
