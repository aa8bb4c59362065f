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
import io.dockplay.transport.HostMessage;
import io.dockplay.transport.Job;
import io.dockplay.transport.Live;
import io.dockplay.transport.Replies;
import io.dockplay.transport.Unreachable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Probes and changes over SSH, on the host or on the one that a task is delegated to; it survives a lost connection.
 */
final class RemoteExecutor implements Remote {

    private static final ProbeOutput NO_ANSWER = new ProbeOutput(Map.of(), -1);

    /** So many bytes at most are sent ahead of an answer, so that neither side waits for the other to read. */
    private static final int MOST_AHEAD = 256 << 10;

    private final HostContext context;
    private final Optional<String> recordedRun;
    private final Progress progress;

    /** What was sent ahead and not answered yet. */
    private final Deque<Sent> sent = new ArrayDeque<>();

    /** The step whose change was announced, and then passed over by the host. */
    private @Nullable TaskStep passedOver;

    /** A change and the message that makes it. */
    private record Sent(Change change, Job job, HostMessage message) {}

    /**
     * @param context the host
     * @param recordedRun the run whose changes are put on the host's record; none when they undo what is on it
     * @param progress hears of probes and changes while they are made
     */
    RemoteExecutor(HostContext context, Optional<String> recordedRun, Progress progress) {
        this.context = context;
        this.recordedRun = recordedRun;
        this.progress = progress;
    }

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
        settle();
        Map<Integer, ProbeOutput> found = onHostOf(steps.get(0), session -> probe(session, steps));
        List<Probed> probed = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            probed.add(new Probed(steps.get(i), found.getOrDefault(i, NO_ANSWER)));
        }
        return probed;
    }

    private Map<Integer, ProbeOutput> probe(HostSession session, List<TaskStep> steps)
            throws Unreachable, BecomeRefused {
        try {
            Live live = probes(steps).reportedTo(progress, Live.SILENT);
            return session.exchange(steps.get(0).root(), withProbes(new HostMessage(), steps), live)
                    .probes();
        } catch (Unreachable e) {
            throw named(steps, e);
        }
    }

    @Override
    public ProbeOutput query(TaskStep step, Script script) throws Unreachable, BecomeRefused {
        settle();
        Live live = new Probes(List.of(step), List.of(script)).reportedTo(progress, Live.SILENT);
        return onHostOf(
                step,
                session -> session.exchange(step.root(), new HostMessage().probe(0, script), live)
                        .probes()
                        .getOrDefault(0, NO_ANSWER));
    }

    @Override
    public Replies change(Change change, List<Change> ahead) throws Unreachable, BecomeRefused {
        settle();
        announce(change);
        return onHostOf(change.step(), session -> change(session, change, ahead));
    }

    /** Tells once that a change is made, also where the host has passed it over when it was sent ahead. */
    private void announce(Change change) {
        if (!change.plan().isWaiting() && !change.step().equals(passedOver)) {
            progress.changing(change.step().task(), change.step().title(), change.plan());
        }
        passedOver = null;
    }

    private Replies change(HostSession session, Change change, List<Change> ahead) throws Unreachable, BecomeRefused {
        Job job = job(change);
        HostMessage message = message(job, change, !ahead.isEmpty());
        List<HostMessage> messages = new ArrayList<>();
        int bytes = 0;
        for (int i = 0; i < ahead.size(); i++) {
            Job next = job(ahead.get(i));
            HostMessage nextMessage =
                    message(next, ahead.get(i), i + 1 < ahead.size()).ahead();
            bytes += nextMessage.length();
            if (bytes > MOST_AHEAD || !nextMessage.canGoAhead()) {
                break;
            }
            messages.add(nextMessage);
            sent.add(new Sent(ahead.get(i), next, nextMessage));
        }
        Live output = live(change);
        try {
            return session.exchange(change.step().root(), message, messages, output);
        } catch (Unreachable lost) {
            return resume(session, change, job, output, named(stepsOf(change), lost));
        }
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // the very same step, of which another one may have all the values
    public Optional<Replies> sentAhead(TaskStep step, Plan plan) throws Unreachable, BecomeRefused {
        Sent next = sent.peek();
        if (next == null
                || next.change().step() != step
                || !next.change().plan().equals(plan)) {
            return Optional.empty();
        }
        sent.remove();
        announce(next.change());
        Live output = live(next.change());
        HostSession session = context.session();
        Replies replies;
        try {
            replies = session.next(step.root(), next.message(), output);
        } catch (Unreachable lost) {
            return Optional.of(resume(session, next.change(), next.job(), output, named(stepsOf(next.change()), lost)));
        }
        if (replies.outcome().isPresent()) {
            return Optional.of(replies);
        }
        settle(); // those behind it are passed over too
        passedOver = step;
        return Optional.empty();
    }

    @Override
    public void settle() throws Unreachable {
        while (!sent.isEmpty()) {
            Sent next = sent.remove();
            TaskStep step = next.change().step();
            if (context.session()
                    .next(step.root(), next.message(), Live.SILENT)
                    .outcome()
                    .isPresent()) {
                progress.madeAhead(step);
            }
        }
    }

    /** Connects again after the connection was lost during a change, and looks what has become of it. */
    private Replies resume(HostSession session, Change change, Job job, Live output, Unreachable lost)
            throws Unreachable, BecomeRefused {
        List<Sent> ahead = List.copyOf(sent);
        sent.clear();
        TaskStep step = change.step();
        progress.reconnecting(step, lost);
        Optional<ScriptResult> outcome = session.resume(step.root(), job.name());
        if (outcome.isEmpty()) {
            Job again = new Job(context.run().nextJob(), job.script(), job.record(), job.pending(), job.timeout());
            return exchange(session, message(again, change, false), change, output);
        }
        for (Sent next : ahead) {
            if (session.exchange(step.root(), HostMessage.awaitJob(next.job().name()), Live.SILENT)
                    .probeOutput()
                    .has("code")) {
                progress.madeAhead(next.change().step());
            }
        }
        Replies replies = exchange(session, withProbes(new HostMessage(), stepsOf(change)), change, output);
        return new Replies(replies.probeOutput(), replies.probes(), outcome);
    }

    private Job job(Change change) {
        TaskStep step = change.step();
        String line = recordedRun
                .filter(any -> !change.plan().isWaiting())
                .map(run -> RecordLine.ofChange(run, step, change.plan().changes()))
                .orElse("");
        return new Job(
                context.run().nextJob(),
                ScriptWrapper.change(step.runAs(), change.plan().script()),
                line,
                change.handlerLines(),
                step.task().keywords().timeout());
    }

    /**
     * @param isFollowed whether a change is sent ahead of the answer to it
     */
    private HostMessage message(Job job, Change change, boolean isFollowed) throws Unreachable, BecomeRefused {
        HostMessage message = new HostMessage().job(job);
        if (!isFollowed) {
            return withProbes(message, stepsOf(change));
        }
        TaskStep step = change.step();
        message.proven(step.resource()
                .proof()
                .map(proof -> ScriptWrapper.probe(step.runAs(), proof))
                .orElse(Script.NOTHING));
        message.probe(0, probe(step));
        for (int i = 0; i < change.next().size(); i++) {
            Probed next = change.next().get(i);
            message.expect(i + 1, probe(next.step()), next.output());
        }
        return message;
    }

    /** The steps that are probed after a change: its own first. */
    private static List<TaskStep> stepsOf(Change change) {
        return Stream.concat(Stream.of(change.step()), change.next().stream().map(Probed::step))
                .toList();
    }

    private static Replies exchange(HostSession session, HostMessage message, Change change, Live live)
            throws Unreachable, BecomeRefused {
        try {
            return session.exchange(change.step().root(), message, live);
        } catch (Unreachable e) {
            throw named(stepsOf(change), e);
        }
    }

    /** An error during a probe names the step that it belongs to. */
    private static Unreachable named(List<TaskStep> steps, Unreachable lost) {
        return lost.probe()
                .filter(number -> number < steps.size())
                .map(number -> lost.at(steps.get(number).title().toString()))
                .orElse(lost);
    }

    private HostMessage withProbes(HostMessage message, List<TaskStep> steps) throws Unreachable, BecomeRefused {
        SharedProbes probes = new SharedProbes();
        for (TaskStep step : steps) {
            probes.add(step, machine(step));
        }
        probes.ask(message);
        for (int i = 0; i < steps.size(); i++) {
            message.probe(i, probes.script(i), steps.get(i).task().keywords().timeout());
        }
        return message;
    }

    private Script probe(TaskStep step) throws Unreachable, BecomeRefused {
        return ScriptWrapper.probe(step.runAs(), step.resource().probe(machine(step)));
    }

    private Live live(Change change) throws Unreachable, BecomeRefused {
        return probes(stepsOf(change)).reportedTo(progress, progress.output(change.step()));
    }

    private Probes probes(List<TaskStep> steps) throws Unreachable, BecomeRefused {
        List<Script> scripts = new ArrayList<>();
        for (TaskStep step : steps) {
            scripts.add(step.resource().probe(machine(step)));
        }
        return new Probes(steps, scripts);
    }
}
