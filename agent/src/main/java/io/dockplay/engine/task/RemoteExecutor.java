package io.dockplay.engine.task;

import io.dockplay.engine.event.Event;
import io.dockplay.engine.event.Secrets;
import io.dockplay.engine.record.HostRecord;
import io.dockplay.engine.session.Delegation;
import io.dockplay.engine.session.HostSession;
import io.dockplay.engine.session.JobName;
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
 * Looks at items and changes them, on the host or on another one where their task says so, and survives a lost connection.
 *
 * @param context the host
 * @param recordedRun the run whose changes are put on the host's record; none when they take back what is on it
 */
record RemoteExecutor(HostContext context, Optional<String> recordedRun) {

    /** An item, and what the last look at it found. */
    record Seen(TaskStep step, ProbeOutput probeOutput) {}

    /** What an item's host is. */
    Machine machine(TaskStep step) throws Unreachable, BecomeRefused {
        return step.runAs().host().isEmpty()
                ? context.machine()
                : context.delegation().on(step.runAs().host().get(), step.root(), Delegation.Reached::machine);
    }

    /** What is said to an item's host without anybody else's words between. */
    private interface Talk<T> {

        T with(HostSession session) throws Unreachable, BecomeRefused;
    }

    private <T> T talk(TaskStep step, Talk<T> talk) throws Unreachable, BecomeRefused {
        return step.runAs().host().isEmpty()
                ? talk.with(context.session())
                : context.delegation()
                        .on(step.runAs().host().get(), step.root(), reached -> talk.with(reached.session()));
    }

    /** Looks at items that one shell can look at together. */
    List<Seen> look(List<TaskStep> items) throws Unreachable, BecomeRefused {
        if (items.isEmpty()) {
            return List.of();
        }
        TaskStep first = items.get(0);
        Map<Integer, ProbeOutput> found = talk(
                first,
                session -> exchange(session, new Message(), items, Live.SILENT).probes());
        List<Seen> seen = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            seen.add(new Seen(items.get(i), found.getOrDefault(i, new ProbeOutput(Map.of(), -1))));
        }
        return seen;
    }

    /** Asks what an item has to ask beside its probe. */
    ProbeOutput ask(TaskStep step, Script question) throws Unreachable, BecomeRefused {
        return talk(
                step,
                session -> session.exchange(step.root(), new Message().probe(0, question), Live.SILENT)
                        .probes()
                        .getOrDefault(0, new ProbeOutput(Map.of(), -1)));
    }

    /**
     * Makes a change and looks again, whatever becomes of the connection meanwhile.
     *
     * @param stale the item itself, and all that was looked at before
     * @param pending the lines by which the host remembers the handlers that it notifies
     */
    Replies act(Plan plan, List<TaskStep> stale, String pending) throws Unreachable, BecomeRefused {
        return talk(stale.get(0), session -> act(session, plan, stale, pending));
    }

    private Replies act(HostSession session, Plan plan, List<TaskStep> stale, String pending)
            throws Unreachable, BecomeRefused {
        TaskStep step = stale.get(0);
        String line = recordedRun
                .filter(any -> !plan.isWaiting())
                .map(run -> HostRecord.line(run, step, plan.changes()))
                .orElse("");
        Job job = new Job(
                JobName.next(context.run()),
                ScriptWrapper.change(step.runAs(), plan.script()),
                line,
                pending,
                step.task().keywords().timeout());
        Live live = new Telling(context, step);
        try {
            return exchange(session, new Message().job(job), stale, live);
        } catch (Unreachable lost) {
            context.tell(
                    step,
                    new Event.Warned(
                            context.host(),
                            step.title(),
                            lost.problem().what() + "; connecting again to see what became of the change"));
            Optional<ScriptResult> outcome = session.resume(step.root(), job.name());
            if (outcome.isEmpty()) {
                Job again =
                        new Job(JobName.next(context.run()), job.script(), job.record(), job.pending(), job.timeout());
                return exchange(session, new Message().job(again), stale, live);
            }
            Replies looked = exchange(session, new Message(), stale, live);
            return new Replies(looked.probeOutput(), looked.probes(), outcome);
        }
    }

    /** Adds looks at items to a message, and sends it; of a look that does not end it is told what it was at. */
    private Replies exchange(HostSession session, Message message, List<TaskStep> items, Live live)
            throws Unreachable, BecomeRefused {
        try {
            return session.exchange(items.get(0).root(), looks(message, items), live);
        } catch (Unreachable e) {
            Optional<TaskStep> at =
                    e.probe().filter(number -> number < items.size()).map(items::get);
            throw at.isPresent() ? e.at(at.get().title().toString()) : e;
        }
    }

    private Message looks(Message message, List<TaskStep> items) throws Unreachable, BecomeRefused {
        for (int i = 0; i < items.size(); i++) {
            TaskStep step = items.get(i);
            Script probe = step.resource().probe(machine(step));
            context.tell(step, new Event.Looked(context.host(), step.title(), probe));
            message.probe(
                    i,
                    ScriptWrapper.probe(step.runAs(), probe),
                    step.task().keywords().timeout());
        }
        return message;
    }

    /** Tells what a change writes. */
    private record Telling(HostContext context, TaskStep step) implements Live {

        @Override
        public void output(String text) {
            String shown = Secrets.gives(step.task()) ? Secrets.MASK : text;
            context.tell(step, new Event.Output(context.host(), step.title(), shown));
        }

        @Override
        public void cut(long bytes) {
            context.tell(
                    step,
                    new Event.Warned(
                            context.host(),
                            step.title(),
                            "it wrote more than is kept: its result has the end, and " + bytes
                                    + " bytes before that are left out"));
        }

        @Override
        public void waiting() {
            context.tell(
                    step,
                    new Event.Warned(
                            context.host(), step.title(), "another run is changing this host; waiting for it"));
        }
    }
}
