package io.dockplay.engine;

import io.dockplay.resource.Outcome;
import io.dockplay.resource.Transaction;
import java.util.function.Consumer;

/**
 * Tells a listener each event of one host without the host's secrets.
 *
 * @param secrets what must not be told
 * @param listener whom the rest is told
 */
record DiscreetListener(Secrets secrets, Consumer<Event> listener) implements Consumer<Event> {

    @Override
    public void accept(Event event) {
        listener.accept(mask(event));
    }

    private Event mask(Event event) {
        String host = event.host();
        if (event instanceof Event.Planned of) {
            return new Event.Planned(
                    host,
                    secrets.mask(of.step()),
                    secrets.mask(of.changes()),
                    of.script().shownAs(secrets::mask));
        }
        if (event instanceof Event.Changing of) {
            return new Event.Changing(
                    host,
                    secrets.mask(of.step()),
                    secrets.mask(of.changes()),
                    of.script().shownAs(secrets::mask));
        }
        if (event instanceof Event.Changed of) {
            return new Event.Changed(
                    host,
                    secrets.mask(of.step()),
                    secrets.mask(of.changes()),
                    of.script().shownAs(secrets::mask));
        }
        if (event instanceof Event.Ok of) {
            return new Event.Ok(host, secrets.mask(of.step()));
        }
        if (event instanceof Event.Skipped of) {
            return new Event.Skipped(host, secrets.mask(of.step()), secrets.mask(of.reason()));
        }
        if (event instanceof Event.Failed of) {
            return new Event.Failed(
                    host,
                    secrets.mask(of.step()),
                    secrets.mask(of.problem()),
                    of.outcome().map(this::mask),
                    of.ignored());
        }
        if (event instanceof Event.Warned of) {
            return new Event.Warned(host, secrets.mask(of.step()), secrets.mask(of.text()));
        }
        if (event instanceof Event.Said of) {
            return new Event.Said(host, secrets.mask(of.step()), secrets.mask(of.text()));
        }
        if (event instanceof Event.Retried of) {
            return new Event.Retried(host, secrets.mask(of.step()), of.attempt(), of.retries());
        }
        if (event instanceof Event.Output of) {
            return new Event.Output(host, secrets.mask(of.step()), secrets.mask(of.text()));
        }
        if (event instanceof Event.Looked of) {
            return new Event.Looked(host, secrets.mask(of.step()), of.script().shownAs(secrets::mask));
        }
        if (event instanceof Event.Resolved of) {
            return new Event.Resolved(host, secrets.mask(of.step()), mask(of.transaction()));
        }
        if (event instanceof Event.Kept of) {
            return new Event.Kept(host, secrets.mask(of.step()), secrets.mask(of.what()));
        }
        if (event instanceof Event.Unreachable of) {
            return new Event.Unreachable(host, secrets.mask(of.problem()));
        }
        if (event instanceof Event.Unsupported of) {
            return new Event.Unsupported(host, secrets.mask(of.problem()));
        }
        if (event instanceof Event.Stopped of) {
            return new Event.Stopped(host, secrets.mask(of.problem()));
        }
        if (event instanceof Event.Ran of) {
            return new Event.Ran(host, mask(of.outcome()));
        }
        if (event instanceof Event.Recorded of) {
            return new Event.Recorded(
                    host,
                    new HostRecord(
                            of.record().entries().stream().map(this::mask).toList()));
        }
        return event;
    }

    private Outcome mask(Outcome outcome) {
        return new Outcome(outcome.exitCode(), secrets.mask(outcome.stdout()), secrets.mask(outcome.stderr()));
    }

    private Transaction mask(Transaction transaction) {
        return new Transaction(
                transaction.parts(),
                transaction.download(),
                transaction.problem().map(secrets::mask));
    }

    private HostRecord.Entry mask(HostRecord.Entry entry) {
        return new HostRecord.Entry(
                entry.line(),
                entry.at(),
                entry.run(),
                entry.playbook(),
                entry.task(),
                entry.module(),
                secrets.mask(entry.label()),
                secrets.mask(entry.changes()));
    }
}
