package io.dockplay.engine.host;

import io.dockplay.engine.coordination.FleetCoordinator;
import io.dockplay.engine.coordination.Forks;
import io.dockplay.engine.coordination.NamedFacts;
import io.dockplay.engine.coordination.RunId;
import io.dockplay.engine.coordination.RunMode;
import io.dockplay.engine.coordination.StopSignal;
import io.dockplay.engine.event.Event;
import io.dockplay.engine.event.HostStats;
import io.dockplay.engine.event.MaskingListener;
import io.dockplay.engine.event.Secrets;
import io.dockplay.engine.fleet.FleetRun;
import io.dockplay.engine.iterator.HandlerQueue;
import io.dockplay.engine.iterator.PersistedHandlers;
import io.dockplay.engine.iterator.PlayIterator;
import io.dockplay.engine.record.HostRecord;
import io.dockplay.engine.record.RecordCompaction;
import io.dockplay.engine.session.Delegation;
import io.dockplay.engine.session.HostSession;
import io.dockplay.engine.session.HostTarget;
import io.dockplay.engine.task.HostContext;
import io.dockplay.engine.task.PlannedChanges;
import io.dockplay.engine.task.PlayExecutor;
import io.dockplay.message.Message;
import io.dockplay.playbook.Play;
import io.dockplay.playbook.Requirement;
import io.dockplay.playbook.eval.Variables;
import io.dockplay.problem.Problem;
import io.dockplay.resource.Machine;
import io.dockplay.resource.ProbeOutput;
import io.dockplay.transport.BecomeRefused;
import io.dockplay.transport.HostMessage;
import io.dockplay.transport.Live;
import io.dockplay.transport.MoreFacts;
import io.dockplay.transport.Unreachable;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Runs a host's plays over one connection.
 *
 * @param mode whether the run may change the host
 * @param stopSignal keeps the host from beginning another change when the run has ended for all hosts
 * @param run the run's name in the hosts' records, and its jobs' names
 * @param coordinator coordinates the host with the other hosts of the run
 */
public record ApplyRun(RunMode mode, StopSignal stopSignal, RunId run, FleetCoordinator coordinator)
        implements FleetRun.Work {

    /** Makes a run with a stop signal of its own. */
    public ApplyRun(RunMode mode) {
        this(mode, new StopSignal());
    }

    /** Makes a run with a new name. */
    public ApplyRun(RunMode mode, StopSignal stopSignal) {
        this(mode, stopSignal, RunId.next(), new FleetCoordinator());
    }

    @Override
    public void assemble(List<HostTarget> targets) {
        coordinator.assemble(targets);
    }

    @Override
    public void askWith(UnaryOperator<String> ask, boolean stepwise) {
        coordinator.confirmations().askWith(ask, stepwise);
    }

    @Override
    public void useForks(Forks forks) {
        coordinator.useForks(forks);
    }

    @Override
    public void exclude(String host) {
        coordinator.leave(host);
    }

    @Override
    public void on(HostTarget target, Consumer<Event> listener) {
        try {
            onHost(target, listener, context -> plays(context, target, ApplyRun::play));
        } finally {
            leave(target);
        }
    }

    /** Ends the plays of a host, failed or not. No other host waits for it any more. */
    public void leave(HostTarget target) {
        target.assignments().forEach(each -> coordinator.leave(each.play(), target.name()));
    }

    /** What is done on a host once it is connected. */
    public interface OnHost {

        /** Runs on the connected host. */
        void run(HostContext context) throws Unreachable, BecomeRefused;
    }

    /** What is done with each play of a host. */
    public interface OnPlay {

        /** Runs one play; returns false to end the host's run. */
        boolean run(HostContext context, Play play, Variables variables) throws Unreachable, BecomeRefused;
    }

    /** Connects, reads the facts, and runs the action on the host. A failure to connect is reported as an event. */
    public void onHost(HostTarget target, Consumer<Event> listener, OnHost onHost) {
        String host = target.name();
        Secrets secrets = target.secrets();
        MaskingListener masked = new MaskingListener(secrets, event -> {
            // The event comes first: if this failure gives the stop signal, hosts that waited for this one must see it.
            listener.accept(event);
            if (HostStats.NOTHING.plus(event).status().isBad()) {
                coordinator.leave(host);
            }
        });
        try (HostSession session = HostSession.open(target);
                Delegation delegation = new Delegation(target, coordinator.delegates())) {
            boolean root = target.assignments().get(0).play().become();
            ProbeOutput facts = session.facts(root, moreFacts(target));
            Machine machine = HostSession.machine(facts);
            for (HostTarget.Assignment each : target.assignments()) {
                secrets.learn(each.play(), each.on(machine).variables());
            }
            masked.accept(new Event.Connected(host, machine));
            HostContext context = new HostContext(
                    host,
                    session,
                    delegation,
                    machine,
                    mode,
                    stopSignal,
                    coordinator,
                    run,
                    (step, changes) -> true,
                    secrets,
                    PersistedHandlers.read(facts.lines("pending")),
                    new PlannedChanges(),
                    masked);
            reportUnfinished(context, facts, root);
            compactRecord(context, facts, root);
            onHost.run(context);
        } catch (Unreachable e) {
            boolean ignored =
                    target.assignments().stream().allMatch(each -> each.play().ignoresUnreachable());
            Problem problem = e.problem().on(host);
            masked.accept(
                    ignored
                            ? new Event.Warned(
                                    host,
                                    Event.Step.HOST,
                                    "unreachable, which the play ignores: "
                                            + e.problem().what(),
                                    true)
                            : new Event.Unreachable(host, problem));
        } catch (BecomeRefused e) {
            masked.accept(new Event.Failed(
                    host, new Event.Step("", "become", ""), e.problem().on(host), Optional.empty(), false));
        }
    }

    private MoreFacts[] moreFacts(HostTarget target) {
        Set<MoreFacts> more = EnumSet.noneOf(MoreFacts.class);
        for (HostTarget.Assignment each : target.assignments()) {
            more.addAll(coordinator.namedFacts().of(each.play()));
            more.addAll(NamedFacts.of(each.variables()));
        }
        if (!mode.onlyProbes()) {
            more.add(MoreFacts.RECORD_SIZE);
        }
        return more.toArray(MoreFacts[]::new);
    }

    /** Runs a host's plays in order; stops at a play whose {@code requires} the host does not meet. */
    public static void plays(HostContext context, HostTarget target, OnPlay onPlay) throws Unreachable, BecomeRefused {
        for (HostTarget.Assignment assignment : target.assignments()) {
            Optional<String> unmet = Requirement.unmet(assignment.play().requires(), context.machine());
            if (unmet.isPresent()) {
                context.report(new Event.Unsupported(
                        context.host(), unsupported(context.host(), assignment.play(), unmet.get())));
                return;
            }
            Variables variables = context.variables(assignment);
            boolean continues = onPlay.run(context, assignment.play(), variables);
            context.coordinator().leave(assignment.play(), context.host());
            if (!continues) {
                return;
            }
        }
    }

    /** Runs a play's tasks and the handlers that they notify; returns false if the host failed. */
    public static boolean play(HostContext context, Play play, Variables variables) throws Unreachable, BecomeRefused {
        PlayExecutor playExecutor =
                new PlayExecutor(context, Optional.of(context.run().name()));
        PlayIterator iterator = PlayIterator.of(play, variables, context.pending());
        HandlerQueue handlers = iterator.handlers();
        handlers.outstanding()
                .forEach(handler -> context.warn(
                        "an earlier run broke before the handler \"" + handler + "\" had run; it runs in this one"));
        boolean continues = playExecutor.run(iterator);
        List<String> obsolete = handlers.persistedNeedlessly();
        if (!context.mode().onlyProbes() && !obsolete.isEmpty()) {
            context.session()
                    .exchange(
                            play.become(),
                            HostMessage.ran(PersistedHandlers.lines(play.name(), obsolete)),
                            Live.SILENT);
        }
        return continues;
    }

    /** Waits for changes that earlier runs left running when they lost the connection, and reports their results. */
    private void reportUnfinished(HostContext context, ProbeOutput facts, boolean root)
            throws Unreachable, BecomeRefused {
        UnfinishedJobs left = UnfinishedJobs.of(facts);
        if (left.isEmpty()) {
            return;
        }
        UnfinishedJobs now = mode.onlyProbes()
                ? left
                : left.after(context.session()
                        .exchange(root, HostMessage.awaitLeft(left.folders()), Live.SILENT)
                        .probeOutput());
        now.sentences().forEach(context::warn);
    }

    /** Shortens the record if it is larger than the limit. */
    private void compactRecord(HostContext context, ProbeOutput facts, boolean root) throws Unreachable, BecomeRefused {
        if (mode.onlyProbes() || facts.number("record-size").orElse(0L) <= RecordCompaction.LIMIT) {
            return;
        }
        ProbeOutput probeOutput = context.session()
                .exchange(root, HostMessage.record(), Live.SILENT)
                .probeOutput();
        int bytes = probeOutput.bytes("record").map(record -> record.length).orElse(0);
        HostRecord left = RecordCompaction.shortened(HostRecord.read(probeOutput.raw("record")), RecordCompaction.ROOM);
        context.session().exchange(root, HostMessage.shorten(bytes, left.text()), Live.SILENT);
    }

    private static Problem unsupported(String host, Play play, String unmet) {
        return Problem.at(
                play.position(),
                Message.of("%s: not what the play \"%s\" requires: %s", host, play.name(), unmet),
                Message.of("Nothing was done to it. Leave it out with --limit, or change requires: in the play."));
    }
}
