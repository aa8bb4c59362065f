package io.dockplay.engine;

import io.dockplay.playbook.Judgement;
import io.dockplay.playbook.Play;
import io.dockplay.playbook.Task;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Problem;
import io.dockplay.resource.Change;
import io.dockplay.resource.Resource;
import io.dockplay.resource.Restore;
import io.dockplay.resource.Script;
import io.dockplay.resource.ScriptResult;
import io.dockplay.transport.BecomeRefused;
import io.dockplay.transport.Unreachable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Brings one host's resources into their wanted states, one after the other: look, compare, act, look again.
 *
 * <p>All that can be looked at together is looked at in one message; a change and the looks that it makes necessary are one
 * more. So a host where all is as wanted costs one message however many tasks there are.
 */
final class Convergence {

    private final String host;
    private final Setting setting;
    private final Contact contact;
    private final Consumer<Event> tell;
    private final Attempts attempts;
    private final List<Item> leftOpen = new ArrayList<>();
    private final Deque<Contact.Seen> ready = new ArrayDeque<>();

    /**
     * @param recordedRun the run whose changes are put on the host's record; none when they take back what is on it
     */
    Convergence(Setting setting, Optional<String> recordedRun) {
        this.host = setting.host();
        this.tell = setting.tell();
        this.setting = setting;
        this.contact = new Contact(setting, recordedRun);
        this.attempts = new Attempts(setting, contact, ready);
    }

    /** What could not be given back, although the host went on. */
    List<Item> leftOpen() {
        return List.copyOf(leftOpen);
    }

    /**
     * Goes through an agenda.
     *
     * @return whether the host may go on; not after a failure
     */
    boolean run(Agenda agenda) throws Unreachable, BecomeRefused {
        ready.clear();
        while (true) {
            if (!ready.isEmpty()) {
                Contact.Seen next = ready.element();
                if (endsBefore(next.item().number(), agenda)) {
                    continue;
                }
                ready.remove();
                try {
                    boolean goesOn = settle(next.item().resource(), next, agenda);
                    // Not before its failure has been told, which may stop those who wait for it.
                    setting.convoy().unthrottle(host);
                    if (!goesOn) {
                        return false;
                    }
                } catch (Unreachable lost) {
                    forgo(next.item(), lost, agenda);
                    setting.convoy().unthrottle(host);
                    List<Item> unsettled =
                            ready.stream().map(Contact.Seen::item).toList();
                    ready.clear();
                    look(unsettled, agenda);
                }
                continue;
            }
            if (hasEnded(agenda.upcoming(), agenda)) {
                agenda.endPlay();
            }
            Batch batch;
            try {
                batch = agenda.take();
            } catch (InvalidInput wrong) {
                if (!unresolved(wrong, agenda)) {
                    return false;
                }
                continue;
            }
            if (batch.isEmpty()) {
                return !agenda.isLost();
            }
            batch.waits().ifPresent(this::planLater);
            if (batch.directs().isPresent()) {
                Batch.Directed directed = batch.directs().get();
                if (!endsBefore(directed.number(), agenda) && !new Directing(setting, agenda).follow(directed)) {
                    return false;
                }
            }
            if (batch.once().isPresent()
                    && !endsBefore(agenda.upcoming(), agenda)
                    && !once(batch.once().get(), agenda)) {
                return false;
            }
            look(batch.items(), agenda);
        }
    }

    /**
     * Comes to a task, where the play says so not before all hosts have.
     *
     * @return whether the play has ended before it; then nothing is left to do but the handlers
     */
    private boolean endsBefore(int number, Agenda agenda) {
        if (agenda.play().isPresent()) {
            Play play = agenda.play().get();
            Place place = agenda.place(number);
            setting.convoy().arrive(play, host, place);
            if (play.rollout().inStep() && !setting.mode().onlyLooks()) {
                setting.convoy().keepStep(play, host, place);
            } else if (play.rollout().inStep()) {
                // Who only looks goes at their own pace, but as far as a play goes only they know who may end it.
                agenda.endBefore(place).ifPresent(end -> setting.convoy().awaitAll(play, host, end));
            }
        }
        if (!hasEnded(number, agenda)) {
            return false;
        }
        ready.clear();
        agenda.endPlay();
        return true;
    }

    private boolean hasEnded(int number, Agenda agenda) {
        return !agenda.hasEnded()
                && agenda.play().isPresent()
                && setting.convoy().hasEnded(agenda.play().get(), host, agenda.place(number));
    }

    private void look(List<Item> items, Agenda agenda) throws Unreachable, BecomeRefused {
        Deque<Item> left = new ArrayDeque<>(items);
        while (!left.isEmpty()) {
            try {
                ready.addAll(contact.look(List.copyOf(left)));
                return;
            } catch (Unreachable lost) {
                forgo(left.remove(), lost, agenda);
            }
        }
    }

    /** Goes on without an item whose host could not be reached, where its task says so. */
    private void forgo(Item item, Unreachable lost, Agenda agenda) throws Unreachable {
        if (!item.task().manner().ignoresUnreachable()) {
            throw lost;
        }
        if (item.way().host().isEmpty()) {
            setting.shells().giveUp();
        }
        Problem problem = lost.problem().on(host).in("task \"" + item.task().name() + "\"");
        setting.tell(item, new Event.Failed(host, item.step(), problem, Optional.empty(), true));
        Map<String, Object> result = Result.of(false, true, Optional.empty());
        result.put("unreachable", true);
        result.put("msg", lost.problem().what());
        agenda.done(item, result);
    }

    /**
     * Finds out who does a task that is done once for all hosts.
     *
     * @return false where it failed on the one that did it
     */
    private boolean once(Task task, Agenda agenda) {
        Play play = agenda.play().orElseThrow();
        Deed deed = agenda.deed(task, agenda.upcoming());
        Optional<Map<String, Object>> elsewhere = setting.convoy().once(play, host, deed);
        if (elsewhere.isEmpty()) {
            agenda.doOnce(result -> setting.convoy().did(play, host, deed, result));
            return true;
        }
        Event.Step step = new Event.Step(task.name(), task.module(), "");
        agenda.doneOnce(elsewhere.get());
        if (Boolean.TRUE.equals(elsewhere.get().get("failed"))
                && !task.judgement().ignoreErrors()) {
            Problem problem = Problem.at(
                    task.position(), host + ": " + step + ": it failed on the host that does it once for all", "");
            tell.accept(new Event.Failed(host, step, problem, Optional.empty(), agenda.mends(task)));
            return agenda.failed(problem.what());
        }
        if (!task.module().startsWith("include_")) {
            tell.accept(new Event.Skipped(host, step, "another host does it once for all"));
        }
        return true;
    }

    private boolean unresolved(InvalidInput wrong, Agenda agenda) {
        boolean rescued = agenda.mends(agenda.last());
        Veil shown = NoLog.of(agenda.last().manner());
        for (Problem problem : wrong.problems()) {
            Event failed = new Event.Failed(host, new Event.Step("", "", ""), problem, Optional.empty(), rescued);
            tell.accept(failed.shownAs(shown));
        }
        return agenda.failed(wrong.problems().get(0).what());
    }

    private <S extends Record> boolean settle(Resource<S> resource, Contact.Seen first, Agenda agenda)
            throws Unreachable, BecomeRefused {
        Item item = first.item();
        Judgement judgement = item.task().judgement();
        Contact.Seen seen = first;
        for (int left = setting.mode().onlyLooks() ? 0 : judgement.retries(); ; left--) {
            Optional<Attempt> tried = attempts.at(resource, seen, agenda);
            if (tried.isEmpty()) {
                return !attempts.hasStopped();
            }
            Attempt attempt = tried.get();
            Map<String, Object> result =
                    Result.of(attempt.changed(), attempt.failure().isPresent(), attempt.outcome());
            attempt.failure().ifPresent(problem -> result.put("msg", problem.what()));
            try {
                if (left > 0
                        && judgement.repeats()
                        && !judgement.isDone(item.variables(), item.task().register(), result)) {
                    setting.tell(
                            item,
                            new Event.Retried(host, item.step(), judgement.retries() - left + 1, judgement.retries()));
                    setting.convoy().unthrottle(host);
                    Directing.sleep(judgement.delay());
                    seen = contact.look(List.of(item)).get(0);
                    continue;
                }
                result.put("attempts", Math.max(1, judgement.retries() - left + 1));
                return judge(item, attempt, result, agenda);
            } catch (InvalidInput wrong) {
                return fail(item, agenda, wrong.problems().get(0), attempt.outcome(), result);
            }
        }
    }

    /** Takes a result for what the task says, and tells it. */
    private boolean judge(Item item, Attempt attempt, Map<String, Object> result, Agenda agenda) {
        Judgement judgement = item.task().judgement();
        Optional<String> register = item.task().register();
        boolean gaveUp = !judgement.until().isEmpty() && !judgement.isDone(item.variables(), register, result);
        boolean failed = judgement.failed(item.variables(), register, result);
        result.put("failed", failed || gaveUp);
        if (failed || gaveUp) {
            Problem problem = attempt.failure()
                    .filter(any -> judgement.failedWhen().isEmpty())
                    .orElseGet(() -> Problem.at(
                            item.task().position(),
                            host + ": " + item.step() + ": "
                                    + (failed
                                            ? "failed_when holds: " + judgement.failure()
                                            : "after " + result.get("attempts") + " attempts this does not hold: "
                                                    + judgement.goal()),
                            Attempts.said(attempt.outcome().orElse(new ScriptResult(0, "", "")))));
            return fail(item, agenda, problem, attempt.outcome(), result);
        }
        boolean changed = judgement.changed(item.variables(), register, result);
        result.put("changed", changed);
        if (changed) {
            setting.tell(
                    item,
                    new Event.Changed(
                            host,
                            item.step(),
                            attempt.plan().changes(),
                            attempt.plan().script()));
        } else {
            setting.tell(item, new Event.Ok(host, item.step()));
        }
        agenda.done(item, result);
        if (!item.last() && item.task().loop().isPresent() && attempt.outcome().isPresent()) {
            Directing.sleep(item.task().loop().get().pause());
        }
        return true;
    }

    private boolean fail(
            Item item, Agenda agenda, Problem problem, Optional<ScriptResult> outcome, Map<String, Object> result) {
        boolean isFormer = item.resource() instanceof Restore;
        boolean ignored = item.task().judgement().ignoreErrors();
        Problem named = problem.in("task \"" + item.task().name() + "\"");
        setting.tell(item, new Event.Failed(host, item.step(), named, outcome, ignored || agenda.mends(item.task())));
        result.put("failed", true);
        if (isFormer) {
            leftOpen.add(item);
        }
        if (ignored || isFormer) {
            agenda.done(item, result);
            return true;
        }
        ready.clear();
        return agenda.failed(item, result);
    }

    private void planLater(Batch.Waiting waiting) {
        Event.Step step = new Event.Step(waiting.task().name(), waiting.task().module(), "");
        if (List.of("debug", "include_vars").contains(step.module())) {
            tell.accept(new Event.Skipped(
                    host, step, "it depends on " + waiting.register() + ", which a dry run does not know"));
            return;
        }
        Change change = Change.of("depends on " + waiting.register(), "not yet known", "known")
                .after("the task that registers " + waiting.register());
        tell.accept(new Event.Planned(host, step, List.of(change), Script.NOTHING));
    }
}
