package io.dockplay.engine.task;

import io.dockplay.engine.coordination.MachineLocks;
import io.dockplay.engine.coordination.RunMode;
import io.dockplay.engine.coordination.SharedTask;
import io.dockplay.engine.iterator.TaskStep;
import io.dockplay.message.Message;
import io.dockplay.problem.InvalidInput;
import io.dockplay.resource.Blocker;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Brings one step into its wanted state: compares what was probed, changes what differs, probes again. It returns what became
 * of the step, and leaves reporting and going on to {@link PlayExecutor}.
 *
 * @param context the host
 * @param remote probes and changes it
 */
record TaskExecutor(HostContext context, Remote remote) {

    /**
     * One attempt to bring a step into its wanted state.
     *
     * @param later the steps after it, each with what its last probe found; some may be stale
     */
    record Attempt(StepResult result, List<Remote.Probed> later) {}

    /** Compares what was probed with what is wanted. */
    Comparison compare(Remote.Probed probed) throws Unreachable, BecomeRefused {
        return compare(probed.step().resource(), probed);
    }

    private <S extends Record> Comparison compare(Resource<S> resource, Remote.Probed probed)
            throws Unreachable, BecomeRefused {
        TaskStep step = probed.step();
        if (probed.output().isLate()) {
            return settled(StepResult.Failed.of(problems(step).lateProbe()));
        }
        S actual;
        Plan plan;
        try {
            actual = read(resource, probed.output());
            resource.seen(actual).ifPresent(outcome -> context.secrets().learn(step.task(), outcome));
            plan = resource.plan(actual, remote.machine(step), context.planned().pending(step));
        } catch (InvalidInput wrong) {
            return settled(StepResult.Failed.of(wrong.problems().get(0)));
        } catch (UnsupportedState unsupported) {
            // What is there and must not be touched goes only if an earlier task looks after the same thing.
            return settled(blocked(
                    step,
                    Plan.NOTHING,
                    context.planned().writer(step),
                    unsupported.what(),
                    unsupported.advice(),
                    Optional.empty()));
        }
        Comparison.Notes notes = new Comparison.Notes(
                plan.warnings().stream().map(Message::text).toList(),
                resource.says().stream().toList());
        if (plan.blocker().isPresent()) {
            Blocker blocker = plan.blocker().get();
            Optional<String> provider = context.planned().provider(step, blocker.needs());
            return new Comparison.Settled(
                    notes, blocked(step, plan, provider, blocker.reason(), Message.NONE, resource.seen(actual)));
        }
        try {
            notes = with(notes, fetch(step, resource, actual));
        } catch (UnsupportedState unsupported) {
            return new Comparison.Settled(
                    notes, StepResult.Failed.of(problems(step).unsupported(unsupported)));
        }
        if (plan.isNothing()) {
            return new Comparison.Settled(
                    notes, new StepResult.Unchanged(plan, resource.seen(actual), resource.registered(actual)));
        }
        return context.onlyLooks(step)
                ? new Comparison.Settled(notes, planned(step, plan))
                : new Comparison.Difference<>(notes, step, resource, actual, plan);
    }

    private static Comparison settled(StepResult result) {
        return new Comparison.Settled(Comparison.Notes.NONE, result);
    }

    private static Comparison.Notes with(Comparison.Notes notes, Optional<String> message) {
        return new Comparison.Notes(
                notes.warnings(),
                Stream.concat(notes.messages().stream(), message.stream()).toList());
    }

    /** Brings what a step fetches to this side; a dry run only says what it would do. */
    private <S extends Record> Optional<String> fetch(TaskStep step, Resource<S> resource, S actual) {
        return resource.fetched(actual)
                .map(file ->
                        new FetchedFiles(context.host(), context.coordinator()).take(file, !context.onlyLooks(step)));
    }

    /** What a host answers may be anything; that a module cannot read it is no bug of ours, and no other host's. */
    static <S extends Record> S read(Resource<S> resource, ProbeOutput output) {
        try {
            return resource.read(output);
        } catch (InvalidInput | UnsupportedState expected) {
            throw expected;
        } catch (RuntimeException | StackOverflowError e) {
            throw new UnsupportedState(
                    Message.quoted("what the host answered makes no sense: " + GivenUp.shown(e.toString())),
                    Message.quoted("Look at what its own tools print. If that is as it should be, please report it."));
        }
    }

    /** What a dry run makes of a difference. */
    private static StepResult planned(TaskStep step, Plan plan) {
        String who = step.isOnlyLookedAt() ? "check_mode" : "a dry run";
        if (plan.isWaiting()) {
            return new StepResult.Skipped(who + " does not wait", step.isOnlyLookedAt());
        }
        return step.task().conditions().neverChanges()
                ? new StepResult.Skipped(
                        who + " does not run it, and it never counts as a change", step.isOnlyLookedAt())
                : new StepResult.Planned(plan);
    }

    /** What something that stands in the way makes of a step: in a dry run an earlier planned task may remove it. */
    private StepResult blocked(
            TaskStep step,
            Plan plan,
            Optional<String> provider,
            Message reason,
            Message advice,
            Optional<ScriptResult> outcome) {
        boolean isRestore = step.resource() instanceof Restore;
        if (context.onlyLooks(step) && !isRestore && provider.isPresent()) {
            return new StepResult.Waiting(plan.changes(), provider.get());
        }
        Message lost = plan.changes().stream()
                .flatMap(change -> change.diff().stream())
                .filter(diff -> step.task().keywords().showsDiffs())
                .map(diff -> Message.of("What would become of it:\n%s", diff))
                .reduce((before, next) -> Message.of("%s\n%s", before, next))
                .orElse(Message.NONE);
        return StepResult.Failed.of(problems(step).of(reason, advice.isNone() && isRestore ? lost : advice), outcome);
    }

    /** What the package manager would do for a planned change, where the run asks for that. */
    Optional<Transaction> resolve(TaskStep step, Plan plan) throws Unreachable, BecomeRefused {
        Resource<?> resource = step.resource();
        Optional<Script> question = context.mode() == RunMode.RESOLVE ? resource.resolution(plan) : Optional.empty();
        if (question.isEmpty()) {
            return Optional.empty();
        }
        Transaction transaction = resource.resolved(remote.query(step, question.get()));
        Prerequisite offer = new Prerequisite(Prerequisite.Kind.OFFER, resource.label());
        Optional<String> provider = context.planned().provider(step, List.of(offer));
        return Optional.of(
                transaction.problem().isEmpty() || provider.isEmpty()
                        ? transaction
                        : new Transaction(
                                transaction.parts(),
                                transaction.download(),
                                Optional.of("it can be resolved only after " + provider.get())));
    }

    /**
     * Makes a change, if the gate lets it through.
     *
     * @param sharedTask what the step's task is to all hosts
     * @param later the steps that were probed together with this one and come after it
     * @param handlerLines gives the lines by which the host remembers the handlers that the change notifies, when it is made
     */
    <S extends Record> Attempt change(
            Comparison.Difference<S> difference,
            ChangeGate gate,
            SharedTask sharedTask,
            List<Remote.Probed> later,
            Supplier<String> handlerLines)
            throws Unreachable, BecomeRefused {
        TaskStep step = difference.step();
        // It has passed the gate when it was sent. One that the host has passed over comes to the gate again.
        Optional<Replies> sentAhead = remote.sentAhead(step, difference.plan());
        if (sentAhead.isPresent()) {
            return attempt(difference, later, new Lookahead(context, remote).length(later), sentAhead.get());
        }
        ChangeGate.Request wanted = new ChangeGate.Request(step.task(), sharedTask, step.title(), difference.plan());
        Optional<StepResult> refusal = gate.enter(wanted);
        if (refusal.isPresent()) {
            return new Attempt(refusal.get(), later);
        }
        if (difference.plan().isWaiting()) {
            return apply(difference, gate, later, handlerLines);
        }
        String machine = step.runAs().host().orElse(context.host());
        MachineLocks machineLocks = context.coordinator().machines();
        ReentrantLock lock = machineLocks.lock(machine);
        lock.lock();
        try {
            boolean isStale = machineLocks.othersChanged(context.host(), machine);
            machineLocks.changes(context.host(), machine);
            return isStale
                    ? changeAfterOthers(difference, gate, wanted, later, handlerLines)
                    : apply(difference, gate, later, handlerLines);
        } catch (InvalidInput wrong) {
            return new Attempt(StepResult.Failed.of(wrong.problems().get(0)), later);
        } catch (UnsupportedState unsupported) {
            return new Attempt(StepResult.Failed.of(problems(step).unsupported(unsupported)), later);
        } finally {
            lock.unlock();
        }
    }

    /** Probes a machine once more that another host has changed meanwhile, and changes what is still different. */
    private <S extends Record> Attempt changeAfterOthers(
            Comparison.Difference<S> difference,
            ChangeGate gate,
            ChangeGate.Request wanted,
            List<Remote.Probed> later,
            Supplier<String> handlerLines)
            throws Unreachable, BecomeRefused {
        TaskStep step = difference.step();
        Resource<S> resource = difference.resource();
        ProbeOutput again = remote.probe(List.of(step)).get(0).output();
        if (again.isLate()) {
            return new Attempt(StepResult.Failed.of(problems(step).lateProbe()), later);
        }
        S actual = read(resource, again);
        Plan plan =
                resource.plan(actual, remote.machine(step), context.planned().pending(step));
        if (plan.blocker().isPresent()) {
            Message reason = plan.blocker().get().reason();
            return new Attempt(
                    blocked(step, plan, Optional.empty(), reason, Message.NONE, resource.seen(actual)), later);
        }
        if (plan.isNothing()) {
            return new Attempt(
                    new StepResult.Unchanged(plan, resource.seen(actual), resource.registered(actual)), later);
        }
        Optional<StepResult> refusal = gate.notPlanned(wanted.with(plan));
        return refusal.isPresent()
                ? new Attempt(refusal.get(), later)
                : apply(
                        new Comparison.Difference<>(difference.notes(), step, resource, actual, plan),
                        gate,
                        later,
                        handlerLines);
    }

    private <S extends Record> Attempt apply(
            Comparison.Difference<S> difference,
            ChangeGate gate,
            List<Remote.Probed> later,
            Supplier<String> handlerLines)
            throws Unreachable, BecomeRefused {
        TaskStep step = difference.step();
        Lookahead lookahead = new Lookahead(context, remote);
        List<Remote.Probed> next = later.subList(0, lookahead.length(later));
        Remote.Change change = new Remote.Change(step, difference.plan(), next, handlerLines.get());
        List<Remote.Change> ahead =
                difference.plan().isWaiting() ? List.of() : new ChangesAhead(lookahead, gate).after(step, later);
        return attempt(difference, later, next.size(), remote.change(change, ahead));
    }

    /**
     * What a change has come to.
     *
     * @param probed how many of the later steps were probed with it
     */
    private <S extends Record> Attempt attempt(
            Comparison.Difference<S> difference, List<Remote.Probed> later, int probed, Replies replies)
            throws Unreachable, BecomeRefused {
        TaskStep step = difference.step();
        ScriptResult outcome = replies.outcome().orElse(new ScriptResult(ScriptResult.UNKNOWN, "", ""));
        context.secrets().learn(step.task(), outcome);
        List<Remote.Probed> fresh = new ArrayList<>();
        for (int i = 0; i < probed; i++) {
            ProbeOutput found = replies.probes().getOrDefault(i + 1, new ProbeOutput(Map.of(), -1));
            fresh.add(new Remote.Probed(later.get(i).step(), found));
        }
        later.stream().skip(probed).map(Remote.Probed::stale).forEach(fresh::add);
        Optional<ProbeOutput> found = Optional.ofNullable(replies.probes().get(0));
        return new Attempt(new Verification<>(difference, outcome, problems(step)).of(found, remote), fresh);
    }

    private StepProblems problems(TaskStep step) {
        return new StepProblems(context.host(), step);
    }
}
