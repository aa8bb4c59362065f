package io.dockplay.transport;

import java.util.concurrent.ThreadFactory;

/**
 * Makes the threads of the hosts: one that does a host's work, and one that reads what the host sends.
 *
 * <p>Where Java has virtual threads that wait without a thread of the system also within {@code synchronized} (24 and later),
 * they are virtual: with all hosts connected, a stack of the system for each would be most of the memory.
 */
public final class HostThreads implements ThreadFactory {

    private static final int FIRST_WITHOUT_PINNING = 24;

    /** A virtual thread that looks up a name keeps a thread of the system for so long; as many as --forks usually are may do so at a time. */
    private static final String PARALLELISM = "jdk.virtualThreadScheduler.parallelism";

    private final ThreadFactory factory = factory();
    private final String name;

    /**
     * @param name what the threads are called in a dump
     */
    public HostThreads(String name) {
        this.name = name;
    }

    @Override
    public Thread newThread(Runnable task) {
        Thread thread = factory.newThread(task);
        thread.setName(name);
        thread.setDaemon(true);
        return thread;
    }

    private static ThreadFactory factory() {
        if (Runtime.version().feature() < FIRST_WITHOUT_PINNING) {
            return Thread::new;
        }
        if (System.getProperty(PARALLELISM) == null) {
            System.setProperty(PARALLELISM, "50");
        }
        try {
            // By name, because the program is compiled for Java 17.
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            return (ThreadFactory) Class.forName("java.lang.Thread$Builder")
                    .getMethod("factory")
                    .invoke(builder);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this Java has no virtual threads where they should be", e);
        }
    }
}
