package io.dockplay.engine;

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
final class Attempts {

    /** How coreutils' timeout says that it ended something. */
    private static final int TIMED_OUT = 124;

    /** How waiting in vain ends, of which the exit code tells nothing more. */
    private static final ScriptResult WAITED = new ScriptResult(0, "", "");

    private final String host;
    private final Setting setting;
    private final Contact contact;
    private final Foreseen foreseen;
    private final Deque<Contact.Seen> ready;
    private boolean stopped;

    /**
     * @param ready what has been looked at and is still to be compared; a change looks at it anew
     */
    Attempts(Setting setting, Contact contact, Deque<Contact.Seen> ready) {
        this.host = setting.host();
        this.setting = setting;
        this.contact = contact;
        this.foreseen = setting.foreseen();
        this.ready = ready;
    }

    /** Whether the host has been kept from a change, and must do nothing more. */
    boolean hasStopped() {
        return stopped;
    }

    /** Looks at what a probe found, and changes what differs; nothing where that had to be put off, or where the host stops. */
    <S extends Record> Optional<Attempt> at(Resource<S> resource, Contact.Seen seen, Agenda agenda)
            throws Unreachable, BecomeRefused {
        Item item = seen.item();
        if (seen.probeOutput().isLate()) {
            return failure(late(item), Optional.empty());
        }
        S actual;
        Plan plan;
        try {
            actual = understood(resource, seen.probeOutput());
            resource.seen(actual).ifPresent(scriptResult -> setting.secrets().learn(item.task(), scriptResult));
            plan = resource.plan(actual, contact.machine(item), foreseen.pending());
        } catch (InvalidInput wrong) {
            return failure(wrong.problems().get(0), Optional.empty());
        } catch (UnsupportedState unsupported) {
            // What is there and must not be touched goes only if an earlier task looks after the same thing.
            Optional<String> bringer = foreseen.writer(item);
            return blocked(
                    item,
                    agenda,
                    Plan.NOTHING,
                    bringer,
                    String.valueOf(unsupported.getMessage()),
                    unsupported.advice(),
                    Optional.empty());
        }
        plan.warnings().forEach(text -> setting.tell(item, new Event.Warned(host, item.step(), text)));
        resource.says().ifPresent(text -> setting.tell(item, new Event.Said(host, item.step(), text)));
        if (plan.blocker().isPresent()) {
            Optional<ScriptResult> outcome = resource.seen(actual);
            Blocker blocker = plan.blocker().get();
            Optional<String> bringer = foreseen.bringer(item, blocker.needs());
            return blocked(item, agenda, plan, bringer, blocker.reason(), "", outcome);
        }
        try {
            resource.fetched(actual)
                    .map(file -> new FetchedFiles(host, setting.convoy())
                            .take(file, !setting.mode().onlyLooks()))
                    .ifPresent(text -> setting.tell(item, new Event.Said(host, item.step(), text)));
        } catch (UnsupportedState unsupported) {
            String why = host + ": " + item.step() + ": " + unsupported.getMessage();
            return failure(Problem.at(item.task().position(), why, unsupported.advice()), Optional.empty());
        }
        if (plan.isNothing()) {
            return Optional.of(new Attempt(Optional.empty(), resource.seen(actual), false, plan));
        }
        if (setting.mode().onlyLooks()) {
            foresee(resource, plan, item, agenda);
            return Optional.empty();
        }
        ChangeGate gate = new ChangeGate(setting, agenda.play());
        Deed deed = agenda.deed(item.task(), item.number());
        switch (gate.ask(new ChangeGate.Change(item.task(), deed, item.step(), plan))) {
            case MADE -> {
                return alone(resource, actual, plan, item, agenda, gate);
            }
            case LEFT_OUT -> agenda.done(item, Result.skipped());
            case STOPPED -> stopped = true;
        }
        return Optional.empty();
    }

    /** Makes a change while no other host changes the same machine; if one has, what was seen before is looked at again. */
    private <S extends Record> Optional<Attempt> alone(
            Resource<S> resource, S actual, Plan plan, Item item, Agenda agenda, ChangeGate gate)
            throws Unreachable, BecomeRefused {
        String machine = item.way().host().orElse(host);
        Machines machines = setting.convoy().machines();
        if (plan.isWaiting()) {
            return Optional.of(apply(resource, actual, plan, item, agenda.pending(item)));
        }
        ReentrantLock lock = machines.lock(machine);
        lock.lock();
        try {
            if (!machines.othersChanged(host, machine)) {
                machines.changes(host, machine);
                return Optional.of(apply(resource, actual, plan, item, agenda.pending(item)));
            }
            machines.changes(host, machine);
            Contact.Seen again = contact.look(List.of(item)).get(0);
            if (again.probeOutput().isLate()) {
                return failure(late(item), Optional.empty());
            }
            S now = resource.read(again.probeOutput());
            Plan left = resource.plan(now, contact.machine(item), foreseen.pending());
            if (left.blocker().isPresent()) {
                String blocker = left.blocker().get().reason();
                return blocked(item, agenda, left, Optional.empty(), blocker, "", resource.seen(now));
            }
            if (left.isNothing()) {
                return Optional.of(new Attempt(Optional.empty(), resource.seen(now), false, left));
            }
            if (!gate.isPlanned(
                    new ChangeGate.Change(item.task(), agenda.deed(item.task(), item.number()), item.step(), left))) {
                stopped = true;
                return Optional.empty();
            }
            return Optional.of(apply(resource, now, left, item, agenda.pending(item)));
        } catch (InvalidInput wrong) {
            return failure(wrong.problems().get(0), Optional.empty());
        } catch (UnsupportedState unsupported) {
            String why = host + ": " + item.step() + ": " + unsupported.getMessage();
            return failure(Problem.at(item.task().position(), why, unsupported.advice()), Optional.empty());
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
    private Problem late(Item item) {
        return Problem.at(
                item.task().position(),
                host + ": " + item.step() + ": " + tooLong(item),
                "Does a service's status hang, or a file system? Try on the host what -vv shows, or give timeout: more seconds.");
    }

    private static String tooLong(Item item) {
        int seconds = item.task().manner().timeout().orElse(0);
        return "a look at it took longer than " + GivenUp.told(Duration.ofSeconds(seconds)) + " and was ended";
    }

    private static Optional<Attempt> failure(Problem problem, Optional<ScriptResult> outcome) {
        return Optional.of(new Attempt(Optional.of(problem), outcome, false, Plan.NOTHING));
    }

    /** Tells what a dry run would have changed. */
    private void foresee(Resource<?> resource, Plan plan, Item item, Agenda agenda) throws Unreachable, BecomeRefused {
        if (plan.isWaiting() || item.task().judgement().neverChanges()) {
            String why = plan.isWaiting()
                    ? "a dry run does not wait"
                    : "a dry run does not run it, and it never counts as a change";
            setting.tell(item, new Event.Skipped(host, item.step(), why));
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
        foreseen.add(item, changes);
        agenda.planned(item, changes.stream().anyMatch(change -> change.after().isEmpty()));
    }

    private void resolve(Resource<?> resource, Plan plan, Item item) throws Unreachable, BecomeRefused {
        Optional<Script> question = resource.resolution(plan);
        if (question.isEmpty()) {
            return;
        }
        setting.tell(item, new Event.Looked(host, item.step(), question.get()));
        ProbeOutput probeOutput = contact.ask(item, question.get());
        Transaction transaction = resource.resolved(probeOutput);
        Optional<String> bringer = foreseen.bringer(
                item,
                List.of(new Prerequisite(
                        Prerequisite.Kind.OFFER, item.resource().label())));
        if (transaction.problem().isPresent() && bringer.isPresent()) {
            transaction = new Transaction(
                    transaction.parts(),
                    transaction.download(),
                    Optional.of("it can be resolved only after " + bringer.get()));
        }
        setting.tell(item, new Event.Resolved(host, item.step(), transaction));
    }

    private <S extends Record> Attempt apply(Resource<S> resource, S before, Plan plan, Item item, String pending)
            throws Unreachable, BecomeRefused {
        if (!plan.isWaiting()) {
            setting.tell(item, new Event.Changing(host, item.step(), plan.changes(), plan.script()));
        }
        List<Item> stale = new ArrayList<>();
        stale.add(item);
        ready.forEach(seen -> stale.add(seen.item()));

        Replies replies = contact.act(plan, stale, pending);
        ready.clear();
        ScriptResult scriptResult = replies.outcome().orElse(new ScriptResult(ScriptResult.UNKNOWN, "", ""));
        setting.secrets().learn(item.task(), scriptResult);
        ProbeOutput again = replies.probes().get(0);
        for (int i = 1; i < stale.size(); i++) {
            ready.add(new Contact.Seen(stale.get(i), replies.probes().getOrDefault(i, new ProbeOutput(Map.of(), -1))));
        }
        Optional<String> unmet;
        boolean changed = false;
        try {
            if (again == null) {
                unmet = Optional.of("the change was not made");
            } else if (item.task().manner().timeout().isPresent() && scriptResult.exitCode() == TIMED_OUT) {
                unmet = Optional.of(
                        "it took longer than " + item.task().manner().timeout().get() + " seconds and was ended");
            } else if (again.isLate()) {
                unmet = Optional.of("the change was made, but " + tooLong(item));
            } else {
                unmet = resource.verify(before, understood(resource, again), scriptResult, contact.machine(item));
            }
            changed = again != null && resource.changed(scriptResult);
        } catch (UnsupportedState unsupported) {
            unmet = Optional.of(
                    unsupported.getMessage() + (unsupported.advice().isEmpty() ? "" : "; " + unsupported.advice()));
        } catch (InvalidInput wrong) {
            return new Attempt(Optional.of(wrong.problems().get(0)), Optional.of(scriptResult), false, plan);
        }
        return new Attempt(
                unmet.map(text -> unmetProblem(item, text, plan.isWaiting() ? WAITED : scriptResult)),
                Optional.of(scriptResult),
                changed,
                plan);
    }

    private Problem unmetProblem(Item item, String unmet, ScriptResult scriptResult) {
        String code = scriptResult.exitCode() == 0 ? "" : " (" + scriptResult.ending() + ")";
        return Problem.at(item.task().position(), host + ": " + item.step() + ": " + unmet + code, said(scriptResult));
    }

    /** The last that a command said, as a sentence of a problem. */
    static String said(ScriptResult scriptResult) {
        String said = lastLines(scriptResult.stderr().isBlank() ? scriptResult.stdout() : scriptResult.stderr());
        return said.isEmpty() ? "" : "The host said:\n" + said;
    }

    /** In a dry run what stands in the way may be what an earlier planned task would remove. */
    private Optional<Attempt> blocked(
            Item item,
            Agenda agenda,
            Plan plan,
            Optional<String> bringer,
            String blocker,
            String advice,
            Optional<ScriptResult> outcome) {
        boolean isFormer = item.resource() instanceof Restore;
        List<Change> changes = plan.changes();
        if (setting.mode().onlyLooks() && !isFormer && bringer.isPresent()) {
            String after = bringer.get();
            List<Change> later = changes.isEmpty()
                    ? List.of(Change.of("check", "not yet", "to be made").after(after))
                    : changes.stream().map(change -> change.after(after)).toList();
            setting.tell(item, new Event.Planned(host, item.step(), later, Script.NOTHING));
            foreseen.add(item, changes);
            agenda.planned(item, false);
            return Optional.empty();
        }
        String lost = changes.stream()
                .flatMap(change -> change.diff().stream())
                .map(diff -> "What would become of it:\n" + diff)
                .collect(Collectors.joining("\n"));
        Problem problem = Problem.at(
                item.task().position(),
                host + ": " + item.step() + ": " + blocker,
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
