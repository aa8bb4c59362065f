package io.dockplay.engine;

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
 * @param setting the host
 * @param recordedRun the run whose changes are put on the host's record; none when they take back what is on it
 */
record Contact(Setting setting, Optional<String> recordedRun) {

    /** An item, and what the last look at it found. */
    record Seen(Item item, ProbeOutput probeOutput) {}

    /** What an item's host is. */
    Machine machine(Item item) throws Unreachable, BecomeRefused {
        return item.way().host().isEmpty()
                ? setting.machine()
                : setting.elsewhere().on(item.way().host().get(), item.root(), Elsewhere.Reached::machine);
    }

    /** What is said to an item's host without anybody else's words between. */
    private interface Talk<T> {

        T with(Shells shells) throws Unreachable, BecomeRefused;
    }

    private <T> T talk(Item item, Talk<T> talk) throws Unreachable, BecomeRefused {
        return item.way().host().isEmpty()
                ? talk.with(setting.shells())
                : setting.elsewhere().on(item.way().host().get(), item.root(), reached -> talk.with(reached.shells()));
    }

    /** Looks at items that one shell can look at together. */
    List<Seen> look(List<Item> items) throws Unreachable, BecomeRefused {
        if (items.isEmpty()) {
            return List.of();
        }
        Item first = items.get(0);
        Map<Integer, ProbeOutput> found = talk(
                first,
                shells -> exchange(shells, new Message(), items, Live.SILENT).probes());
        List<Seen> seen = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            seen.add(new Seen(items.get(i), found.getOrDefault(i, new ProbeOutput(Map.of(), -1))));
        }
        return seen;
    }

    /** Asks what an item has to ask beside its probe. */
    ProbeOutput ask(Item item, Script question) throws Unreachable, BecomeRefused {
        return talk(
                item,
                shells -> shells.exchange(item.root(), new Message().probe(0, question), Live.SILENT)
                        .probes()
                        .getOrDefault(0, new ProbeOutput(Map.of(), -1)));
    }

    /**
     * Makes a change and looks again, whatever becomes of the connection meanwhile.
     *
     * @param stale the item itself, and all that was looked at before
     * @param pending the lines by which the host remembers the handlers that it notifies
     */
    Replies act(Plan plan, List<Item> stale, String pending) throws Unreachable, BecomeRefused {
        return talk(stale.get(0), shells -> act(shells, plan, stale, pending));
    }

    private Replies act(Shells shells, Plan plan, List<Item> stale, String pending) throws Unreachable, BecomeRefused {
        Item item = stale.get(0);
        String line = recordedRun
                .filter(any -> !plan.isWaiting())
                .map(run -> HostRecord.line(run, item, plan.changes()))
                .orElse("");
        Job job = new Job(
                JobName.next(setting.run()),
                Surrounding.change(item.way(), plan.script()),
                line,
                pending,
                item.task().manner().timeout());
        Live live = new Telling(setting, item);
        try {
            return exchange(shells, new Message().job(job), stale, live);
        } catch (Unreachable lost) {
            setting.tell(
                    item,
                    new Event.Warned(
                            setting.host(),
                            item.step(),
                            lost.problem().what() + "; connecting again to see what became of the change"));
            Optional<ScriptResult> outcome = shells.resume(item.root(), job.name());
            if (outcome.isEmpty()) {
                Job again =
                        new Job(JobName.next(setting.run()), job.script(), job.record(), job.pending(), job.timeout());
                return exchange(shells, new Message().job(again), stale, live);
            }
            Replies looked = exchange(shells, new Message(), stale, live);
            return new Replies(looked.probeOutput(), looked.probes(), outcome);
        }
    }

    /** Adds looks at items to a message, and sends it; of a look that does not end it is told what it was at. */
    private Replies exchange(Shells shells, Message message, List<Item> items, Live live)
            throws Unreachable, BecomeRefused {
        try {
            return shells.exchange(items.get(0).root(), looks(message, items), live);
        } catch (Unreachable e) {
            Optional<Item> at = e.look().filter(number -> number < items.size()).map(items::get);
            throw at.isPresent() ? e.at(at.get().step().toString()) : e;
        }
    }

    private Message looks(Message message, List<Item> items) throws Unreachable, BecomeRefused {
        for (int i = 0; i < items.size(); i++) {
            Item item = items.get(i);
            Script probe = item.resource().probe(machine(item));
            setting.tell(item, new Event.Looked(setting.host(), item.step(), probe));
            message.probe(
                    i,
                    Surrounding.probe(item.way(), probe),
                    item.task().manner().timeout());
        }
        return message;
    }

    /** Tells what a change writes. */
    private record Telling(Setting setting, Item item) implements Live {

        @Override
        public void output(String text) {
            String shown = Secrets.gives(item.task()) ? Secrets.MASK : text;
            setting.tell(item, new Event.Output(setting.host(), item.step(), shown));
        }

        @Override
        public void cut(long bytes) {
            setting.tell(
                    item,
                    new Event.Warned(
                            setting.host(),
                            item.step(),
                            "it wrote more than is kept: its result has the end, and " + bytes
                                    + " bytes before that are left out"));
        }

        @Override
        public void waiting() {
            setting.tell(
                    item,
                    new Event.Warned(setting.host(), item.step(), "another run is changing this host; waiting for it"));
        }
    }
}
