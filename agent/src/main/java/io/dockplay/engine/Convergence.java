package io.dockplay.engine;

import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Problem;
import io.dockplay.resource.Answers;
import io.dockplay.resource.Change;
import io.dockplay.resource.Former;
import io.dockplay.resource.Machine;
import io.dockplay.resource.Outcome;
import io.dockplay.resource.Plan;
import io.dockplay.resource.Refusal;
import io.dockplay.resource.Resource;
import io.dockplay.resource.Script;
import io.dockplay.resource.Transaction;
import io.dockplay.transport.BecomeRefused;
import io.dockplay.transport.Live;
import io.dockplay.transport.Message;
import io.dockplay.transport.Replies;
import io.dockplay.transport.Unreachable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
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

    private final String host;
    private final Shells shells;
    private final Machine machine;
    private final Setting setting;
    private final Optional<String> recordedRun;
    private final Consumer<Event> tell;
    private final Foreseen foreseen;
    private final List<Item> leftOpen = new ArrayList<>();

    /**
     * @param recordedRun the run whose changes are put on the host's record; none when they take back what is on it
     */
    Convergence(Setting setting, Optional<String> recordedRun) {
        this.host = setting.host();
        this.shells = setting.shells();
        this.machine = setting.machine();
        this.tell = setting.tell();
        this.setting = setting;
        this.recordedRun = recordedRun;
        this.foreseen = setting.foreseen();
    }

    /** What could not be given back, although the host went on. */
    List<Item> leftOpen() {
        return List.copyOf(leftOpen);
    }

    /** An item, and what the last look at it found. */
    private record Seen(Item item, Answers answers) {}

    /**
     * Goes through an agenda.
     *
     * @return whether the host may go on; not after a failure
     */
    boolean run(Agenda agenda) throws Unreachable, BecomeRefused {
        Deque<Seen> ready = new ArrayDeque<>();
        while (true) {
            if (ready.isEmpty()) {
                Agenda.Batch batch;
                try {
                    batch = agenda.take();
                } catch (InvalidInput wrong) {
                    for (Problem problem : wrong.problems()) {
                        tell.accept(
                                new Event.Failed(host, new Event.Step("", "", ""), problem, Optional.empty(), false));
                    }
                    return false;
                }
                if (batch.isEmpty()) {
                    return true;
                }
                batch.waits().ifPresent(this::planLater);
                ready.addAll(look(batch.items()));
                continue;
            }
            Seen next = ready.poll();
            if (!settle(next.item().resource(), next, ready, agenda)) {
                return false;
            }
        }
    }

    private <S extends Record> boolean settle(Resource<S> resource, Seen seen, Deque<Seen> ready, Agenda agenda)
            throws Unreachable, BecomeRefused {
        Item item = seen.item();
        S actual;
        Plan plan;
        try {
            actual = resource.read(seen.answers());
            resource.seen(actual).ifPresent(outcome -> setting.secrets().learn(item.task(), outcome));
            plan = resource.plan(actual, machine, foreseen.pending());
        } catch (InvalidInput wrong) {
            return fail(item, agenda, wrong.problems().get(0), Optional.empty());
        } catch (Refusal refusal) {
            // What is there and must not be touched goes only if an earlier task looks after the same thing.
            Optional<String> bringer = foreseen.writer(item);
            return blocked(item, agenda, List.of(), bringer, String.valueOf(refusal.getMessage()), refusal.advice());
        }
        plan.warnings().forEach(text -> tell.accept(new Event.Warned(host, item.step(), text)));
        if (plan.obstacle().isPresent()) {
            return blocked(
                    item,
                    agenda,
                    plan.changes(),
                    foreseen.bringer(item),
                    plan.obstacle().get(),
                    "");
        }
        if (plan.isNothing()) {
            tell.accept(new Event.Ok(host, item.step()));
            agenda.done(item, Result.of(false, false, resource.seen(actual)));
            return true;
        }
        if (setting.mode().onlyLooks()) {
            List<Change> changes = agenda.dependsOn(item)
                    .map(step -> plan.changes().stream()
                            .map(change -> change.after(step))
                            .toList())
                    .orElse(plan.changes());
            tell.accept(new Event.Planned(host, item.step(), changes, plan.script()));
            if (setting.mode() == Mode.RESOLVE) {
                resolve(resource, plan, item);
            }
            foreseen.add(item);
            agenda.planned(
                    item, changes.stream().anyMatch(change -> change.after().isEmpty()));
            return true;
        }
        if (!setting.permits(item.step(), plan.changes())) {
            Problem problem = Problem.at(
                    item.task().position(),
                    host + ": " + item.step() + ": this change is not in the plan: " + plan.whatIsLeft(),
                    "It was not made, and nothing after it. Make a new plan, and apply that.");
            tell.accept(new Event.Failed(
                    host, item.step(), problem.in("task \"" + item.task().name() + "\""), Optional.empty(), false));
            return false;
        }
        if (setting.brake().isPulled()) {
            Problem problem = Problem.of(
                    host + ": stopped before " + item.step() + ": another host failed, and the play allows none",
                    "When the cause is out of the way, run the same command again.");
            tell.accept(new Event.Stopped(host, problem));
            return false;
        }
        return apply(resource, actual, plan, item, ready, agenda);
    }

    private void resolve(Resource<?> resource, Plan plan, Item item) throws Unreachable, BecomeRefused {
        Optional<Script> question = resource.resolution(plan);
        if (question.isEmpty()) {
            return;
        }
        tell.accept(new Event.Looked(host, item.step(), question.get()));
        Answers answers = shells.exchange(item.root(), new Message().probe(0, question.get()), Live.SILENT)
                .probes()
                .getOrDefault(0, new Answers(Map.of(), -1));
        Transaction transaction = resource.resolved(answers);
        Optional<String> bringer = foreseen.bringer(item);
        if (transaction.problem().isPresent() && bringer.isPresent()) {
            transaction = new Transaction(
                    List.of(), Optional.empty(), Optional.of("it can be resolved only after " + bringer.get()));
        }
        tell.accept(new Event.Resolved(host, item.step(), transaction));
    }

    private <S extends Record> boolean apply(
            Resource<S> resource, S before, Plan plan, Item item, Deque<Seen> ready, Agenda agenda)
            throws Unreachable, BecomeRefused {
        tell.accept(new Event.Changing(host, item.step(), plan.changes(), plan.script()));
        List<Item> stale = new ArrayList<>();
        stale.add(item);
        ready.forEach(seen -> stale.add(seen.item()));
        ready.clear();

        Replies replies = act(plan, stale);
        Outcome outcome = replies.outcome().orElse(new Outcome(-1, "", ""));
        setting.secrets().learn(item.task(), outcome);
        Answers again = replies.probes().get(0);
        if (again == null) {
            return failed(item, agenda, "the change was not made", outcome);
        }
        for (int i = 1; i < stale.size(); i++) {
            ready.add(new Seen(stale.get(i), replies.probes().getOrDefault(i, new Answers(Map.of(), -1))));
        }
        Optional<String> unmet;
        try {
            unmet = resource.unmet(before, resource.read(again), outcome, machine);
        } catch (Refusal refusal) {
            unmet = Optional.of(String.valueOf(refusal.getMessage()));
        }
        if (unmet.isPresent()) {
            return failed(item, agenda, unmet.get(), outcome);
        }
        boolean changed;
        try {
            changed = resource.changed(outcome);
        } catch (InvalidInput wrong) {
            return fail(item, agenda, wrong.problems().get(0), Optional.of(outcome));
        }
        if (changed) {
            tell.accept(new Event.Changed(host, item.step(), plan.changes(), plan.script()));
        } else {
            tell.accept(new Event.Ok(host, item.step()));
        }
        agenda.done(item, Result.of(changed, false, Optional.of(outcome)));
        return true;
    }

    /** Makes a change and looks again, whatever becomes of the connection meanwhile. */
    private Replies act(Plan plan, List<Item> stale) throws Unreachable, BecomeRefused {
        Item item = stale.get(0);
        String line = recordedRun
                .map(run -> HostRecord.line(run, item, plan.changes()))
                .orElse("");
        Live live = new Live() {
            @Override
            public void output(String text) {
                tell.accept(new Event.Output(host, item.step(), Secrets.gives(item.task()) ? Secrets.MASK : text));
            }

            @Override
            public void waiting() {
                tell.accept(new Event.Warned(host, item.step(), "another run is changing this host; waiting for it"));
            }
        };
        try {
            return shells.exchange(item.root(), looks(new Message().job(0, plan.script(), line), stale), live);
        } catch (Unreachable lost) {
            tell.accept(new Event.Warned(
                    host, item.step(), lost.problem().what() + "; connecting again to see what became of the change"));
            Outcome outcome = shells.resume(item.root());
            Replies looked = shells.exchange(item.root(), looks(new Message(), stale), live);
            return new Replies(looked.answers(), looked.probes(), Optional.of(outcome));
        }
    }

    private List<Seen> look(List<Item> items) throws Unreachable, BecomeRefused {
        if (items.isEmpty()) {
            return List.of();
        }
        Map<Integer, Answers> found =
                new HashMap<>(shells.exchange(items.get(0).root(), looks(new Message(), items), Live.SILENT)
                        .probes());
        List<Seen> seen = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            seen.add(new Seen(items.get(i), found.getOrDefault(i, new Answers(Map.of(), -1))));
        }
        return seen;
    }

    private Message looks(Message message, List<Item> items) {
        for (int i = 0; i < items.size(); i++) {
            Script probe = items.get(i).resource().probe(machine);
            tell.accept(new Event.Looked(host, items.get(i).step(), probe));
            message.probe(i, probe);
        }
        return message;
    }

    /** In a dry run what stands in the way may be what an earlier planned task would remove. */
    private boolean blocked(
            Item item, Agenda agenda, List<Change> changes, Optional<String> bringer, String obstacle, String advice) {
        boolean isFormer = item.resource() instanceof Former;
        if (setting.mode().onlyLooks() && !isFormer && bringer.isPresent()) {
            String after = bringer.get();
            List<Change> later = changes.isEmpty()
                    ? List.of(Change.of("check", "not yet", "to be made").after(after))
                    : changes.stream().map(change -> change.after(after)).toList();
            tell.accept(new Event.Planned(host, item.step(), later, Script.NOTHING));
            foreseen.add(item);
            agenda.planned(item, false);
            return true;
        }
        String lost = changes.stream()
                .flatMap(change -> change.diff().stream())
                .map(diff -> "What would become of it:\n" + diff)
                .collect(Collectors.joining("\n"));
        Problem problem = Problem.at(
                item.task().position(),
                host + ": " + item.step() + ": " + obstacle,
                advice.isEmpty() && isFormer ? lost : advice);
        return fail(item, agenda, problem, Optional.empty());
    }

    private boolean failed(Item item, Agenda agenda, String unmet, Outcome outcome) {
        String said = lastLines(outcome.stderr().isBlank() ? outcome.stdout() : outcome.stderr());
        String code = outcome.exitCode() == 0 ? "" : " (exit code " + outcome.exitCode() + ")";
        Problem problem = Problem.at(
                item.task().position(),
                host + ": " + item.step() + ": " + unmet + code,
                said.isEmpty() ? "" : "The host said:\n" + said);
        return fail(item, agenda, problem, Optional.of(outcome));
    }

    private boolean fail(Item item, Agenda agenda, Problem problem, Optional<Outcome> outcome) {
        boolean ignored = item.task().ignoreErrors();
        Problem named = problem.in("task \"" + item.task().name() + "\"");
        tell.accept(new Event.Failed(host, item.step(), named, outcome, ignored));
        agenda.done(item, Result.of(false, true, outcome));
        boolean isFormer = item.resource() instanceof Former;
        if (isFormer) {
            leftOpen.add(item);
        }
        return ignored || isFormer;
    }

    private void planLater(Agenda.Batch.Waiting waiting) {
        Event.Step step = new Event.Step(waiting.task().name(), waiting.task().module(), "");
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
