package io.dockplay.engine.coordination;

import java.util.List;

/**
 * The hosts that do a play together: all of them, or those of one batch of {@code serial}.
 *
 * @param barrier keeps them in step
 * @param onceTasks what one of them does for all
 */
record Batch(LinearBarrier barrier, OnceTasks onceTasks) {

    private Batch(List<String> hosts, LinearBarrier barrier) {
        this(barrier, new OnceTasks(hosts, barrier));
    }

    /** A batch that none of its hosts has begun. */
    static Batch of(List<String> hosts) {
        return new Batch(hosts, new LinearBarrier(hosts));
    }

    /** A host has come to a place. */
    void arrive(String host, TaskPath place) {
        barrier.arrive(host, place);
        onceTasks.arrived(host, place);
    }

    /** A host has failed and takes no part any more, although it may still have to end what it does for all. */
    void fail(String host) {
        barrier.leave(host);
        onceTasks.failed();
    }

    /** A host has ended the play; another one takes over what it has not done for all. */
    void end(String host) {
        barrier.leave(host);
        onceTasks.abandon(host);
    }
}
