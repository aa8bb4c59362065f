package io.dockplay.engine.task;

import io.dockplay.engine.coordination.MachineLocks;
import io.dockplay.engine.coordination.RunMode;
import io.dockplay.engine.coordination.SharedTask;
import io.dockplay.engine.event.Event;
import io.dockplay.playbook.TaskResult;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Problem;
import io.dockplay.resource.Blocker;
import io.dockplay.resource.Change;
import io.dockplay.resource.Plan;
import io.dockplay.resource.Prerequisite;
import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.Resource;
import io.dockplay.resource.Restore;
import io.dockplay.resource.Script;
import io.dockplay.resource.ScriptResult;
import io.dockplay.resource.Transaction;
import io.dockplay.resource.UnsupportedState;
import io.dockplay.transport.BecomeRefused;
import io.dockplay.transport.GivenUp;
import io.dockplay.transport.Replies;
import io.dockplay.transport.Unreachable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/** Tries to bring one item after the other into its wanted state: compares what was seen, acts, looks again. */
final class TaskExecutor {

    /** How coreutils' timeout says that it ended something. */
    private static final int TIMED_OUT = 124;

    /** How waiting in vain ends, of which the exit code tells nothing more. */
    private static final ScriptResult WAITED = new ScriptResult(0, "", "");

    private final String host;
    private final HostContext context;
    private final RemoteExecutor remote;
    private final PlannedChanges planned;
    private final Deque<RemoteExecutor.Seen> ready;
    private boolean stopped;

    /**
     * @param ready what has been looked at and is still to be compared; a change looks at it anew
     */
    TaskExecutor(HostContext context, RemoteExecutor remote, Deque<RemoteExecutor.Seen> ready) {
        this.host = context.host();
        this.context = context;
        this.remote = remote;
        this.planned = context.planned();
        this.ready = ready;
    }

    /** Whether the host has been kept from a change, and must do nothing more. */
    boolean hasStopped() {
        return stopped;
    }

    /** Looks at what a probe found, and changes what differs; nothing where that had to be put off, or where the host stops. */
    <S extends Record> Optional<StepOutcome> at(Resource<S> resource, RemoteExecutor.Seen seen, PlayIterator iterator)
            throws Unreachable, BecomeRefused {
        TaskStep step = seen.step();
        if (seen.probeOutput().isLate()) {
            return failure(late(step), Optional.empty());
        }
        S actual;
        Plan plan;
        try {
            actual = understood(resource, seen.probeOutput());
            resource.seen(actual).ifPresent(scriptResult -> context.secrets().learn(step.task(), scriptResult));
            plan = resource.plan(actual, remote.machine(step), planned.pending());
        } catch (InvalidInput wrong) {
            return failure(wrong.problems().get(0), Optional.empty());
        } catch (UnsupportedState unsupported) {
            // What is there and must not be touched goes only if an earlier task looks after the same thing.
            Optional<String> bringer = planned.writer(step);
            return blocked(
                    step,
                    iterator,
                    Plan.NOTHING,
                    bringer,
                    String.valueOf(unsupported.getMessage()),
                    unsupported.advice(),
                    Optional.empty());
        }
        plan.warnings().forEach(text -> context.tell(step, new Event.Warned(host, step.title(), text)));
        resource.says().ifPresent(text -> context.tell(step, new Event.Said(host, step.title(), text)));
        if (plan.blocker().isPresent()) {
            Optional<ScriptResult> outcome = resource.seen(actual);
            Blocker blocker = plan.blocker().get();
            Optional<String> bringer = planned.bringer(step, blocker.needs());
            return blocked(step, iterator, plan, bringer, blocker.reason(), "", outcome);
        }
        try {
            resource.fetched(actual)
                    .map(file -> new FetchedFiles(host, context.coordinator())
                            .take(file, !context.mode().onlyLooks()))
                    .ifPresent(text -> context.tell(step, new Event.Said(host, step.title(), text)));
        } catch (UnsupportedState unsupported) {
            String why = host + ": " + step.title() + ": " + unsupported.getMessage();
            return failure(Problem.at(step.task().position(), why, unsupported.advice()), Optional.empty());
        }
        if (plan.isNothing()) {
            return Optional.of(new StepOutcome(Optional.empty(), resource.seen(actual), false, plan));
        }
        if (context.mode().onlyLooks()) {
            foresee(resource, plan, step, iterator);
            return Optional.empty();
        }
        ChangeGate gate = new ChangeGate(context, iterator.play());
        SharedTask sharedTask = iterator.deed(step.task(), step.number());
        switch (gate.ask(new ChangeGate.Change(step.task(), sharedTask, step.title(), plan))) {
            case MADE -> {
                return alone(resource, actual, plan, step, iterator, gate);
            }
            case LEFT_OUT -> iterator.done(step, TaskResult.skipped());
            case STOPPED -> stopped = true;
        }
        return Optional.empty();
    }

    /** Makes a change while no other host changes the same machine; if one has, what was seen before is looked at again. */
    private <S extends Record> Optional<StepOutcome> alone(
            Resource<S> resource, S actual, Plan plan, TaskStep step, PlayIterator iterator, ChangeGate gate)
            throws Unreachable, BecomeRefused {
        String machine = step.runAs().host().orElse(host);
        MachineLocks machineLocks = context.coordinator().machines();
        if (plan.isWaiting()) {
            return Optional.of(apply(resource, actual, plan, step, iterator.pending(step)));
        }
        ReentrantLock lock = machineLocks.lock(machine);
        lock.lock();
        try {
            if (!machineLocks.othersChanged(host, machine)) {
                machineLocks.changes(host, machine);
                return Optional.of(apply(resource, actual, plan, step, iterator.pending(step)));
            }
            machineLocks.changes(host, machine);
            RemoteExecutor.Seen again = remote.look(List.of(step)).get(0);
            if (again.probeOutput().isLate()) {
                return failure(late(step), Optional.empty());
            }
            S now = resource.read(again.probeOutput());
            Plan left = resource.plan(now, remote.machine(step), planned.pending());
            if (left.blocker().isPresent()) {
                String blocker = left.blocker().get().reason();
                return blocked(step, iterator, left, Optional.empty(), blocker, "", resource.seen(now));
            }
            if (left.isNothing()) {
                return Optional.of(new StepOutcome(Optional.empty(), resource.seen(now), false, left));
            }
            if (!gate.isPlanned(new ChangeGate.Change(
                    step.task(), iterator.deed(step.task(), step.number()), step.title(), left))) {
                stopped = true;
                return Optional.empty();
            }
            return Optional.of(apply(resource, now, left, step, iterator.pending(step)));
        } catch (InvalidInput wrong) {
            return failure(wrong.problems().get(0), Optional.empty());
        } catch (UnsupportedState unsupported) {
            String why = host + ": " + step.title() + ": " + unsupported.getMessage();
            return failure(Problem.at(step.task().position(), why, unsupported.advice()), Optional.empty());
        } finally {
            lock.unlock();
        }
    }

    /** What a host answers may be anything; that a module cannot read it is no bug of ours, and no other host's. */
    private static <S extends Record> S understood(Resource<S> resource, ProbeOutput probeOutput) {
        try {
            return resource.read(probeOutput);
        } catch (InvalidInput | UnsupportedState told) {
            throw told;
        } catch (RuntimeException | StackOverflowError e) {
            throw new UnsupportedState(
                    "what the host answered makes no sense: " + GivenUp.shown(e.toString()),
                    "Look at what its own tools print. If that is as it should be, please report it.");
        }
    }

    /** What a task's timeout has ended is that task's failure; the host answers all the same. */
    private Problem late(TaskStep step) {
        return Problem.at(
                step.task().position(),
                host + ": " + step.title() + ": " + tooLong(step),
                "Does a service's status hang, or a file system? Try on the host what -vv shows, or give timeout: more seconds.");
    }

    private static String tooLong(TaskStep step) {
        int seconds = step.task().keywords().timeout().orElse(0);
        return "a look at it took longer than " + GivenUp.told(Duration.ofSeconds(seconds)) + " and was ended";
    }

    private static Optional<StepOutcome> failure(Problem problem, Optional<ScriptResult> outcome) {
        return Optional.of(new StepOutcome(Optional.of(problem), outcome, false, Plan.NOTHING));
    }

    /** Tells what a dry run would have changed. */
    private void foresee(Resource<?> resource, Plan plan, TaskStep step, PlayIterator iterator)
            throws Unreachable, BecomeRefused {
        if (plan.isWaiting() || step.task().conditions().neverChanges()) {
            String why = plan.isWaiting()
                    ? "a dry run does not wait"
                    : "a dry run does not run it, and it never counts as a change";
            context.tell(step, new Event.Skipped(host, step.title(), why));
            iterator.unknown(step);
            return;
        }
        List<Change> changes = iterator.dependsOn(step)
                .map(first -> plan.changes().stream()
                        .map(change -> change.after(first))
                        .toList())
                .orElse(plan.changes());
        context.tell(step, new Event.Planned(host, step.title(), changes, plan.script()));
        if (context.mode() == RunMode.RESOLVE) {
            resolve(resource, plan, step);
        }
        planned.add(step, changes);
        iterator.planned(
                step, changes.stream().anyMatch(change -> change.after().isEmpty()));
    }

    private void resolve(Resource<?> resource, Plan plan, TaskStep step) throws Unreachable, BecomeRefused {
        Optional<Script> question = resource.resolution(plan);
        if (question.isEmpty()) {
            return;
        }
        context.tell(step, new Event.Looked(host, step.title(), question.get()));
        ProbeOutput probeOutput = remote.ask(step, question.get());
        Transaction transaction = resource.resolved(probeOutput);
        Optional<String> bringer = planned.bringer(
                step,
                List.of(new Prerequisite(
                        Prerequisite.Kind.OFFER, step.resource().label())));
        if (transaction.problem().isPresent() && bringer.isPresent()) {
            transaction = new Transaction(
                    transaction.parts(),
                    transaction.download(),
                    Optional.of("it can be resolved only after " + bringer.get()));
        }
        context.tell(step, new Event.Resolved(host, step.title(), transaction));
    }

    private <S extends Record> StepOutcome apply(
            Resource<S> resource, S before, Plan plan, TaskStep step, String pending)
            throws Unreachable, BecomeRefused {
        if (!plan.isWaiting()) {
            context.tell(step, new Event.Changing(host, step.title(), plan.changes(), plan.script()));
        }
        List<TaskStep> stale = new ArrayList<>();
        stale.add(step);
        ready.forEach(seen -> stale.add(seen.step()));

        Replies replies = remote.act(plan, stale, pending);
        ready.clear();
        ScriptResult scriptResult = replies.outcome().orElse(new ScriptResult(ScriptResult.UNKNOWN, "", ""));
        context.secrets().learn(step.task(), scriptResult);
        ProbeOutput again = replies.probes().get(0);
        for (int i = 1; i < stale.size(); i++) {
            ready.add(new RemoteExecutor.Seen(
                    stale.get(i), replies.probes().getOrDefault(i, new ProbeOutput(Map.of(), -1))));
        }
        Optional<String> unmet;
        boolean changed = false;
        try {
            if (again == null) {
                unmet = Optional.of("the change was not made");
            } else if (step.task().keywords().timeout().isPresent() && scriptResult.exitCode() == TIMED_OUT) {
                unmet = Optional.of("it took longer than "
                        + step.task().keywords().timeout().get() + " seconds and was ended");
            } else if (again.isLate()) {
                unmet = Optional.of("the change was made, but " + tooLong(step));
            } else {
                unmet = resource.verify(before, understood(resource, again), scriptResult, remote.machine(step));
            }
            changed = again != null && resource.changed(scriptResult);
        } catch (UnsupportedState unsupported) {
            unmet = Optional.of(
                    unsupported.getMessage() + (unsupported.advice().isEmpty() ? "" : "; " + unsupported.advice()));
        } catch (InvalidInput wrong) {
            return new StepOutcome(Optional.of(wrong.problems().get(0)), Optional.of(scriptResult), false, plan);
        }
        return new StepOutcome(
                unmet.map(text -> unmetProblem(step, text, plan.isWaiting() ? WAITED : scriptResult)),
                Optional.of(scriptResult),
                changed,
                plan);
    }

    private Problem unmetProblem(TaskStep step, String unmet, ScriptResult scriptResult) {
        String code = scriptResult.exitCode() == 0 ? "" : " (" + scriptResult.ending() + ")";
        return Problem.at(step.task().position(), host + ": " + step.title() + ": " + unmet + code, said(scriptResult));
    }

    /** The last that a command said, as a sentence of a problem. */
    static String said(ScriptResult scriptResult) {
        String said = lastLines(scriptResult.stderr().isBlank() ? scriptResult.stdout() : scriptResult.stderr());
        return said.isEmpty() ? "" : "The host said:\n" + said;
    }

    /** In a dry run what stands in the way may be what an earlier planned task would remove. */
    private Optional<StepOutcome> blocked(
            TaskStep step,
            PlayIterator iterator,
            Plan plan,
            Optional<String> bringer,
            String blocker,
            String advice,
            Optional<ScriptResult> outcome) {
        boolean isFormer = step.resource() instanceof Restore;
        List<Change> changes = plan.changes();
        if (context.mode().onlyLooks() && !isFormer && bringer.isPresent()) {
            String after = bringer.get();
            List<Change> later = changes.isEmpty()
                    ? List.of(Change.of("check", "not yet", "to be made").after(after))
                    : changes.stream().map(change -> change.after(after)).toList();
            context.tell(step, new Event.Planned(host, step.title(), later, Script.NOTHING));
            planned.add(step, changes);
            iterator.planned(step, false);
            return Optional.empty();
        }
        String lost = changes.stream()
                .flatMap(change -> change.diff().stream())
                .map(diff -> "What would become of it:\n" + diff)
                .collect(Collectors.joining("\n"));
        Problem problem = Problem.at(
                step.task().position(),
                host + ": " + step.title() + ": " + blocker,
                advice.isEmpty() && isFormer ? lost : advice);
        return failure(problem, outcome);
    }

    private static String lastLines(String text) {
        List<String> lines = text.lines()
                .map(String::stripTrailing)
                .filter(line -> !line.isEmpty())
                .toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 10), lines.size()));
    }
}
