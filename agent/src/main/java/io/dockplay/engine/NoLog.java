package io.dockplay.engine;

import io.dockplay.playbook.Manner;
import io.dockplay.problem.Problem;
import io.dockplay.resource.Change;
import io.dockplay.resource.Script;
import java.util.List;
import java.util.Optional;

/**
 * What may be told of a task that says {@code no_log: true} or {@code diff: false}.
 *
 * @param manner what the task says
 */
record NoLog(Manner manner) {

    private static final Problem HIDDEN = Problem.of(
            "it failed, and no_log hides how", "Take no_log out of the task, or run the command on the host by hand.");

    Event of(Event event) {
        if (!manner.isSecret()) {
            return manner.diff().orElse(true) ? event : withoutDiff(event);
        }
        String host = event.host();
        if (event instanceof Event.Planned of) {
            return new Event.Planned(host, step(of.step()), changes(of.changes()), Script.NOTHING);
        }
        if (event instanceof Event.Changing of) {
            return new Event.Changing(host, step(of.step()), changes(of.changes()), Script.NOTHING);
        }
        if (event instanceof Event.Changed of) {
            return new Event.Changed(host, step(of.step()), changes(of.changes()), Script.NOTHING);
        }
        if (event instanceof Event.Ok of) {
            return new Event.Ok(host, step(of.step()));
        }
        if (event instanceof Event.Skipped of) {
            return new Event.Skipped(host, step(of.step()), of.reason());
        }
        if (event instanceof Event.Failed of) {
            Problem shown = new Problem(
                    host + ": " + HIDDEN.what(),
                    of.problem().where(),
                    of.problem().context(),
                    HIDDEN.advice());
            return new Event.Failed(host, step(of.step()), shown, Optional.empty(), of.ignored());
        }
        if (event instanceof Event.Warned of) {
            return new Event.Warned(host, step(of.step()), Secrets.MASK);
        }
        if (event instanceof Event.Said of) {
            return new Event.Said(host, step(of.step()), Secrets.MASK);
        }
        if (event instanceof Event.Retried of) {
            return new Event.Retried(host, step(of.step()), of.attempt(), of.retries());
        }
        if (event instanceof Event.Output of) {
            return new Event.Output(host, step(of.step()), Secrets.MASK);
        }
        if (event instanceof Event.Looked of) {
            return new Event.Looked(host, step(of.step()), Script.NOTHING);
        }
        return event;
    }

    private Event withoutDiff(Event event) {
        if (event instanceof Event.Planned of) {
            return new Event.Planned(of.host(), of.step(), changes(of.changes()), of.script());
        }
        if (event instanceof Event.Changing of) {
            return new Event.Changing(of.host(), of.step(), changes(of.changes()), of.script());
        }
        if (event instanceof Event.Changed of) {
            return new Event.Changed(of.host(), of.step(), changes(of.changes()), of.script());
        }
        return event;
    }

    Event.Step step(Event.Step step) {
        return manner.isSecret() ? new Event.Step(step.task(), step.module(), "") : step;
    }

    List<Change> changes(List<Change> changes) {
        return changes.stream().map(this::change).toList();
    }

    private Change change(Change change) {
        if (manner.isSecret()) {
            return new Change(Secrets.MASK, Secrets.MASK, Secrets.MASK, Optional.empty(), change.after());
        }
        return manner.diff().orElse(true)
                ? change
                : new Change(change.what(), change.from(), change.to(), Optional.empty(), change.after());
    }
}
