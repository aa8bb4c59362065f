package io.dockplay.engine.task;

import io.dockplay.engine.iterator.TaskStep;
import io.dockplay.engine.record.RecordLine;
import io.dockplay.engine.session.Delegation;
import io.dockplay.engine.session.HostSession;
import io.dockplay.resource.Machine;
import io.dockplay.resource.Plan;
import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.Script;
import io.dockplay.resource.ScriptResult;
import io.dockplay.transport.BecomeRefused;
import io.dockplay.transport.Job;
import io.dockplay.transport.Live;
import io.dockplay.transport.Message;
import io.dockplay.transport.Replies;
import io.dockplay.transport.Unreachable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Probes and changes over SSH, on the host or on the one that a task is delegated to; it survives a lost connection.
 *
 * @param context the host
 * @param recordedRun the run whose changes are put on the host's record; none when they undo what is on it
 * @param progress hears of probes and changes while they are made
 */
record RemoteExecutor(HostContext context, Optional<String> recordedRun, Progress progress) implements Remote {

    private static final ProbeOutput NO_ANSWER = new ProbeOutput(Map.of(), -1);

    @Override
    public Machine machine(TaskStep step) throws Unreachable, BecomeRefused {
        return step.runAs().host().isEmpty()
                ? context.machine()
                : context.delegation().on(step.runAs().host().get(), step.root(), Delegation.Reached::machine);
    }

    /** Messages to a step's host, between which no other host of the run sends any. */
    private interface Exchange<T> {

        T with(HostSession session) throws Unreachable, BecomeRefused;
    }

    private <T> T onHostOf(TaskStep step, Exchange<T> exchange) throws Unreachable, BecomeRefused {
        return step.runAs().host().isEmpty()
                ? exchange.with(context.session())
                : context.delegation()
                        .on(step.runAs().host().get(), step.root(), reached -> exchange.with(reached.session()));
    }

    @Override
    public List<Probed> probe(List<TaskStep> steps) throws Unreachable, BecomeRefused {
        if (steps.isEmpty()) {
            return List.of();
        }
        Map<Integer, ProbeOutput> found = onHostOf(
                steps.get(0),
                session -> exchange(session, new Message(), steps, Live.SILENT).probes());
        List<Probed> probed = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            probed.add(new Probed(steps.get(i), found.getOrDefault(i, NO_ANSWER)));
        }
        return probed;
    }

    @Override
    public ProbeOutput query(TaskStep step, Script script) throws Unreachable, BecomeRefused {
        progress.probing(step, script);
        return onHostOf(
                step,
                session -> session.exchange(step.root(), new Message().probe(0, script), Live.SILENT)
                        .probes()
                        .getOrDefault(0, NO_ANSWER));
    }

    @Override
    public Replies change(Plan plan, List<TaskStep> stale, String handlerLines) throws Unreachable, BecomeRefused {
        TaskStep step = stale.get(0);
        if (!plan.isWaiting()) {
            progress.changing(step.task(), step.title(), plan);
        }
        return onHostOf(step, session -> change(session, plan, stale, handlerLines));
    }

    private Replies change(HostSession session, Plan plan, List<TaskStep> stale, String handlerLines)
            throws Unreachable, BecomeRefused {
        TaskStep step = stale.get(0);
        String line = recordedRun
                .filter(any -> !plan.isWaiting())
                .map(run -> RecordLine.ofChange(run, step, plan.changes()))
                .orElse("");
        Job job = new Job(
                context.run().nextJob(),
                ScriptWrapper.change(step.runAs(), plan.script()),
                line,
                handlerLines,
                step.task().keywords().timeout());
        Live output = progress.output(step);
        try {
            return exchange(session, new Message().job(job), stale, output);
        } catch (Unreachable lost) {
            progress.reconnecting(step, lost);
            Optional<ScriptResult> outcome = session.resume(step.root(), job.name());
            if (outcome.isEmpty()) {
                Job again = new Job(context.run().nextJob(), job.script(), job.record(), job.pending(), job.timeout());
                return exchange(session, new Message().job(again), stale, output);
            }
            Replies replies = exchange(session, new Message(), stale, output);
            return new Replies(replies.probeOutput(), replies.probes(), outcome);
        }
    }

    /** Adds probes of steps to a message and sends it; an error during a probe names the step that it belongs to. */
    private Replies exchange(HostSession session, Message message, List<TaskStep> steps, Live live)
            throws Unreachable, BecomeRefused {
        try {
            return session.exchange(steps.get(0).root(), withProbes(message, steps), live);
        } catch (Unreachable e) {
            Optional<TaskStep> at =
                    e.probe().filter(number -> number < steps.size()).map(steps::get);
            throw at.isPresent() ? e.at(at.get().title().toString()) : e;
        }
    }

    private Message withProbes(Message message, List<TaskStep> steps) throws Unreachable, BecomeRefused {
        SharedProbes probes = new SharedProbes();
        for (TaskStep step : steps) {
            Machine machine = machine(step);
            progress.probing(step, step.resource().probe(machine));
            probes.add(step, machine);
        }
        probes.ask(message);
        for (int i = 0; i < steps.size(); i++) {
            message.probe(i, probes.script(i), steps.get(i).task().keywords().timeout());
        }
        return message;
    }
}
