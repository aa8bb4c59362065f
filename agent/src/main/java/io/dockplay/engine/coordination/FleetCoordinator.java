package io.dockplay.engine.coordination;

import io.dockplay.engine.session.DelegateSessions;
import io.dockplay.engine.session.HostTarget;
import io.dockplay.playbook.Play;
import io.dockplay.playbook.Task;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Coordinates the hosts of one run: who waits for whom, who does a task for all, and which plays have ended for all.
 *
 * <p>Each part looks after one of these and says why nobody waits for ever. What they have in common is here: a host that
 * waits for another one gives up its fork meanwhile, and a host that has not been assembled is alone and waits for nobody.
 *
 * <p>A run has one coordinator. A saved plan is compared with the hosts in a run of its own, with its own coordinator.
 */
public final class FleetCoordinator {

    private final Batches batches = new Batches();
    private final EndedPlays endedPlays = new EndedPlays();
    private final Throttles throttles = new Throttles();
    private final FileClaims fileClaims = new FileClaims();
    private final MachineLocks machineLocks = new MachineLocks();
    private final DelegateSessions delegateSessions = new DelegateSessions();
    private final Confirmations confirmations = new Confirmations(this::forks);
    private final NamedFacts namedFacts = new NamedFacts();
    private volatile Forks forks = Forks.UNLIMITED;

    private Forks forks() {
        return forks;
    }

    /** The connections to hosts on which other hosts' tasks are done ({@code delegate_to}). */
    public DelegateSessions delegates() {
        return delegateSessions;
    }

    /** Learns all hosts of the run, and with that which of them are in one batch, and whether they change each other. */
    public void assemble(List<HostTarget> targets) {
        batches.assemble(targets);
        machineLocks.assemble(targets);
    }

    /** Says how many hosts work at a time from now on. */
    public void useForks(Forks limit) {
        forks = limit;
    }

    /** A host has ended a play; nobody waits for it there, and another one takes over what it has not done for all. */
    public void leave(Play play, String host) {
        batches.of(play, host).end(host);
        throttles.release(host);
    }

    /** A host has failed: nobody waits for it in any play, although it may still have to end what it does for all. */
    public void leave(String host) {
        batches.of(host).forEach(batch -> batch.fail(host));
    }

    /** A host has come to a place of a play. */
    public void arrive(Play play, String host, TaskPath taskPath) {
        batches.of(play, host).arrive(host, taskPath);
    }

    /** Waits until no host of the batch is at an earlier place; a host that has left the play does not wait. */
    public void awaitStep(Play play, String host, TaskPath taskPath) {
        LinearBarrier barrier = batches.of(play, host).barrier();
        if (!barrier.hasLeft(host)) {
            var unused = forks.await(barrier.whenNoneIsBefore(taskPath));
        }
    }

    /** Waits until all hosts of the batch have gone past a place. */
    public void awaitPast(Play play, String host, TaskPath taskPath) {
        var unused = forks.await(batches.of(play, host).barrier().whenNoneIsBefore(taskPath.next()));
    }

    /**
     * Waits until it is known who does a task for all hosts of the batch.
     *
     * @return the result that another host has; empty when this host is to do the task, and to say what came of it
     */
    public Optional<Map<String, Object>> once(Play play, String host, SharedTask sharedTask) {
        return forks.await(batches.of(play, host).onceTasks().turn(host, sharedTask));
    }

    /** A host begins a change; if it does the task for all, no other host takes over from here on. */
    public void beginChange(Play play, String host, SharedTask sharedTask) {
        batches.of(play, host).onceTasks().begin(host, sharedTask);
    }

    /** Gives the others the result of a task that a host has done for all. */
    public void completeOnce(Play play, String host, SharedTask sharedTask, Map<String, Object> result) {
        batches.of(play, host).onceTasks().complete(host, sharedTask, result);
    }

    /** Waits until a host may do a task that only so many hosts do at a time. */
    public void throttle(String host, Task task, int hosts) {
        throttles.acquire(host, task.position(), hosts);
    }

    /** A host has done the task that only so many do at a time, if it did one. */
    public void unthrottle(String host) {
        throttles.release(host);
    }

    /** The locks of the machines that the hosts change. */
    public MachineLocks machines() {
        return machineLocks;
    }

    /** The questions that a person answers for all hosts. */
    public Confirmations confirmations() {
        return confirmations;
    }

    /** The facts that the plays name, and that hosts are not always asked for. */
    public NamedFacts namedFacts() {
        return namedFacts;
    }

    /** Whose file it is on the machine that dockplay runs on: the first host's that claims it. */
    public String claim(Path file, String host) {
        return fileClaims.claim(file, host);
    }

    /** Ends a play for all its hosts. */
    public void end(Play play, String host, TaskPath taskPath) {
        endedPlays.end(play, batches.of(play, host), taskPath);
    }

    /** Whether a play has ended for all before a host has come to a place; the last handlers run in any case. */
    public boolean hasEnded(Play play, String host, TaskPath taskPath) {
        return endedPlays.hasEnded(play, batches.of(play, host), taskPath);
    }
}
