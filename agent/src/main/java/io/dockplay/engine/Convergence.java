package io.dockplay.engine;

import io.dockplay.playbook.Judgement;
import io.dockplay.playbook.Play;
import io.dockplay.playbook.Task;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Problem;
import io.dockplay.resource.Answers;
import io.dockplay.resource.Change;
import io.dockplay.resource.Former;
import io.dockplay.resource.Outcome;
import io.dockplay.resource.Plan;
import io.dockplay.resource.Refusal;
import io.dockplay.resource.Resource;
import io.dockplay.resource.Script;
import io.dockplay.resource.Transaction;
import io.dockplay.transport.BecomeRefused;
import io.dockplay.transport.Replies;
import io.dockplay.transport.Unreachable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Brings one host's resources into their wanted states, one after the other: look, compare, act, look again.
 *
 * <p>All that can be looked at together is looked at in one message; a change and the looks that it makes necessary are one
 * more. So a host where all is as wanted costs one message however many tasks there are.
 */
final class Convergence {

    /** How coreutils' timeout says that it ended something. */
    private static final int TIMED_OUT = 124;

    private final String host;
    private final Setting setting;
    private final Contact contact;
    private final Consumer<Event> tell;
    private final Foreseen foreseen;
    private final List<Item> leftOpen = new ArrayList<>();
    private final Deque<Contact.Seen> ready = new ArrayDeque<>();
    private boolean stopped;

    /**
     * @param recordedRun the run whose changes are put on the host's record; none when they take back what is on it
     */
    Convergence(Setting setting, Optional<String> recordedRun) {
        this.host = setting.host();
        this.tell = setting.tell();
        this.setting = setting;
        this.contact = new Contact(setting, recordedRun);
        this.foreseen = setting.foreseen();
    }

    /** What could not be given back, although the host went on. */
    List<Item> leftOpen() {
        return List.copyOf(leftOpen);
    }

    /**
     * What became of an item, before its task has judged it.
     *
     * @param failure why it is not as wanted
     * @param outcome what ran, where something did
     * @param changed whether something was changed
     * @param plan what was found to be different
     */
    private record Attempt(Optional<Problem> failure, Optional<Outcome> outcome, boolean changed, Plan plan) {}

    /**
     * Goes through an agenda.
     *
     * @return whether the host may go on; not after a failure
     */
    boolean run(Agenda agenda) throws Unreachable, BecomeRefused {
        ready.clear();
        while (true) {
            if (agenda.play().filter(setting.convoy()::hasEnded).isPresent() && !agenda.hasEnded()) {
                ready.clear();
                agenda.endPlay();
            }
            if (!ready.isEmpty()) {
                Contact.Seen next = ready.poll();
                if (!settle(next.item().resource(), next, agenda)) {
                    return false;
                }
                continue;
            }
            Agenda.Batch batch;
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
                new Directing(setting, agenda).follow(batch.directs().get());
            }
            if (batch.once().isPresent() && !once(batch.once().get(), agenda)) {
                return false;
            }
            ready.addAll(contact.look(batch.items()));
        }
    }

    /**
     * Finds out who does a task that is done once for all hosts.
     *
     * @return false where it failed on the one that did it
     */
    private boolean once(Task task, Agenda agenda) {
        Play play = agenda.play().orElseThrow();
        boolean waits = !setting.mode().onlyLooks();
        Optional<Map<String, Object>> elsewhere = setting.convoy().once(play, host, task, waits);
        if (elsewhere.isEmpty()) {
            agenda.doOnce((done, result) -> setting.convoy().did(play, host, done, result));
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
        tell.accept(new Event.Skipped(host, step, "another host does it once for all"));
        return true;
    }

    private boolean unresolved(InvalidInput wrong, Agenda agenda) {
        boolean rescued = agenda.mendsLast();
        for (Problem problem : wrong.problems()) {
            tell.accept(new Event.Failed(host, new Event.Step("", "", ""), problem, Optional.empty(), rescued));
        }
        return agenda.failed(wrong.problems().get(0).what());
    }

    private <S extends Record> boolean settle(Resource<S> resource, Contact.Seen first, Agenda agenda)
            throws Unreachable, BecomeRefused {
        Item item = first.item();
        if (!setting.mode().onlyLooks()) {
            agenda.play()
                    .filter(play -> play.rollout().inStep())
                    .ifPresent(play -> setting.convoy().keepStep(play, host, item.number()));
        }
        Judgement judgement = item.task().judgement();
        Contact.Seen seen = first;
        for (int left = setting.mode().onlyLooks() ? 0 : judgement.retries(); ; left--) {
            Optional<Attempt> tried = attempt(resource, seen, agenda);
            if (tried.isEmpty()) {
                return !stopped;
            }
            Attempt attempt = tried.get();
            Map<String, Object> result =
                    Result.of(attempt.changed(), attempt.failure().isPresent(), attempt.outcome());
            attempt.failure().ifPresent(problem -> result.put("msg", problem.what()));
            try {
                if (left > 0
                        && judgement.repeats()
                        && !judgement.isDone(item.variables(), item.task().register(), result)) {
                    tell.accept(
                            new Event.Retried(host, item.step(), judgement.retries() - left + 1, judgement.retries()));
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
                            said(attempt.outcome().orElse(new Outcome(0, "", "")))));
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

    /** Looks at what a probe found, and changes what differs; nothing where that had to be put off, or where the host stops. */
    private <S extends Record> Optional<Attempt> attempt(Resource<S> resource, Contact.Seen seen, Agenda agenda)
            throws Unreachable, BecomeRefused {
        Item item = seen.item();
        S actual;
        Plan plan;
        try {
            actual = resource.read(seen.answers());
            resource.seen(actual).ifPresent(outcome -> setting.secrets().learn(item.task(), outcome));
            plan = resource.plan(actual, contact.machine(item), foreseen.pending());
        } catch (InvalidInput wrong) {
            return failure(wrong.problems().get(0), Optional.empty());
        } catch (Refusal refusal) {
            // What is there and must not be touched goes only if an earlier task looks after the same thing.
            Optional<String> bringer = foreseen.writer(item);
            return blocked(
                    item,
                    agenda,
                    Plan.NOTHING,
                    bringer,
                    String.valueOf(refusal.getMessage()),
                    refusal.advice(),
                    Optional.empty());
        }
        plan.warnings().forEach(text -> setting.tell(item, new Event.Warned(host, item.step(), text)));
        resource.says().ifPresent(text -> setting.tell(item, new Event.Said(host, item.step(), text)));
        if (plan.obstacle().isPresent()) {
            Optional<Outcome> outcome = resource.seen(actual);
            return blocked(
                    item, agenda, plan, foreseen.bringer(item), plan.obstacle().get(), "", outcome);
        }
        if (plan.isNothing()) {
            return Optional.of(new Attempt(Optional.empty(), resource.seen(actual), false, plan));
        }
        if (setting.mode().onlyLooks()) {
            foresee(resource, plan, item, agenda);
            return Optional.empty();
        }
        if (!mayChange(item, plan)) {
            stopped = true;
            return Optional.empty();
        }
        return Optional.of(apply(resource, actual, plan, item, agenda.pending(item)));
    }

    private static Optional<Attempt> failure(Problem problem, Optional<Outcome> outcome) {
        return Optional.of(new Attempt(Optional.of(problem), outcome, false, Plan.NOTHING));
    }

    /** Tells what a dry run would have changed. */
    private void foresee(Resource<?> resource, Plan plan, Item item, Agenda agenda) throws Unreachable, BecomeRefused {
        if (item.task().judgement().neverChanges()) {
            tell.accept(
                    new Event.Skipped(host, item.step(), "a dry run does not run it, and it never counts as a change"));
            agenda.unknown(item);
            return;
        }
        List<Change> changes = agenda.dependsOn(item)
                .map(step -> plan.changes().stream()
                        .map(change -> change.after(step))
                        .toList())
                .orElse(plan.changes());
        setting.tell(item, new Event.Planned(host, item.step(), changes, plan.script()));
        if (setting.mode() == Mode.RESOLVE) {
            resolve(resource, plan, item);
        }
        foreseen.add(item);
        agenda.planned(item, changes.stream().anyMatch(change -> change.after().isEmpty()));
    }

    /** Whether nothing keeps a change from being made; what does is told. */
    private boolean mayChange(Item item, Plan plan) {
        NoLog shown = new NoLog(item.task().manner());
        if (!setting.permits(shown.step(item.step()), shown.changes(plan.changes()))) {
            Problem problem = Problem.at(
                    item.task().position(),
                    host + ": " + item.step() + ": this change is not in the plan: " + plan.whatIsLeft(),
                    "It was not made, and nothing after it. Make a new plan, and apply that.");
            setting.tell(
                    item,
                    new Event.Failed(
                            host,
                            item.step(),
                            problem.in("task \"" + item.task().name() + "\""),
                            Optional.empty(),
                            false));
            return false;
        }
        if (setting.brake().isPulled()) {
            Problem problem = Problem.of(
                    host + ": stopped before " + item.step() + ": another host failed, and the play allows none",
                    "When the cause is out of the way, run the same command again.");
            tell.accept(new Event.Stopped(host, problem));
            return false;
        }
        return true;
    }

    private void resolve(Resource<?> resource, Plan plan, Item item) throws Unreachable, BecomeRefused {
        Optional<Script> question = resource.resolution(plan);
        if (question.isEmpty()) {
            return;
        }
        setting.tell(item, new Event.Looked(host, item.step(), question.get()));
        Answers answers = contact.ask(item, question.get());
        Transaction transaction = resource.resolved(answers);
        Optional<String> bringer = foreseen.bringer(item);
        if (transaction.problem().isPresent() && bringer.isPresent()) {
            transaction = new Transaction(
                    List.of(), Optional.empty(), Optional.of("it can be resolved only after " + bringer.get()));
        }
        setting.tell(item, new Event.Resolved(host, item.step(), transaction));
    }

    private <S extends Record> Attempt apply(Resource<S> resource, S before, Plan plan, Item item, String pending)
            throws Unreachable, BecomeRefused {
        setting.tell(item, new Event.Changing(host, item.step(), plan.changes(), plan.script()));
        List<Item> stale = new ArrayList<>();
        stale.add(item);
        ready.forEach(seen -> stale.add(seen.item()));
        ready.clear();

        Replies replies = contact.act(plan, stale, pending);
        Outcome outcome = replies.outcome().orElse(new Outcome(-1, "", ""));
        setting.secrets().learn(item.task(), outcome);
        Answers again = replies.probes().get(0);
        for (int i = 1; i < stale.size(); i++) {
            ready.add(new Contact.Seen(stale.get(i), replies.probes().getOrDefault(i, new Answers(Map.of(), -1))));
        }
        Optional<String> unmet;
        boolean changed = false;
        try {
            if (again == null) {
                unmet = Optional.of("the change was not made");
            } else if (item.task().manner().timeout().isPresent() && outcome.exitCode() == TIMED_OUT) {
                unmet = Optional.of(
                        "it took longer than " + item.task().manner().timeout().get() + " seconds and was ended");
            } else {
                unmet = resource.unmet(before, resource.read(again), outcome, contact.machine(item));
            }
            changed = again != null && resource.changed(outcome);
        } catch (Refusal refusal) {
            unmet = Optional.of(String.valueOf(refusal.getMessage()));
        } catch (InvalidInput wrong) {
            return new Attempt(Optional.of(wrong.problems().get(0)), Optional.of(outcome), false, plan);
        }
        return new Attempt(unmet.map(text -> unmetProblem(item, text, outcome)), Optional.of(outcome), changed, plan);
    }

    private Problem unmetProblem(Item item, String unmet, Outcome outcome) {
        String code = outcome.exitCode() == 0 ? "" : " (exit code " + outcome.exitCode() + ")";
        return Problem.at(item.task().position(), host + ": " + item.step() + ": " + unmet + code, said(outcome));
    }

    private static String said(Outcome outcome) {
        String said = lastLines(outcome.stderr().isBlank() ? outcome.stdout() : outcome.stderr());
        return said.isEmpty() ? "" : "The host said:\n" + said;
    }

    /** In a dry run what stands in the way may be what an earlier planned task would remove. */
    private Optional<Attempt> blocked(
            Item item,
            Agenda agenda,
            Plan plan,
            Optional<String> bringer,
            String obstacle,
            String advice,
            Optional<Outcome> outcome) {
        boolean isFormer = item.resource() instanceof Former;
        List<Change> changes = plan.changes();
        if (setting.mode().onlyLooks() && !isFormer && bringer.isPresent()) {
            String after = bringer.get();
            List<Change> later = changes.isEmpty()
                    ? List.of(Change.of("check", "not yet", "to be made").after(after))
                    : changes.stream().map(change -> change.after(after)).toList();
            setting.tell(item, new Event.Planned(host, item.step(), later, Script.NOTHING));
            foreseen.add(item);
            agenda.planned(item, false);
            return Optional.empty();
        }
        String lost = changes.stream()
                .flatMap(change -> change.diff().stream())
                .map(diff -> "What would become of it:\n" + diff)
                .collect(Collectors.joining("\n"));
        Problem problem = Problem.at(
                item.task().position(),
                host + ": " + item.step() + ": " + obstacle,
                advice.isEmpty() && isFormer ? lost : advice);
        return failure(problem, outcome);
    }

    private boolean fail(
            Item item, Agenda agenda, Problem problem, Optional<Outcome> outcome, Map<String, Object> result) {
        boolean isFormer = item.resource() instanceof Former;
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

    private void planLater(Agenda.Batch.Waiting waiting) {
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

    private static String lastLines(String text) {
        List<String> lines = text.lines()
                .map(String::stripTrailing)
                .filter(line -> !line.isEmpty())
                .toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 10), lines.size()));
    }
}
