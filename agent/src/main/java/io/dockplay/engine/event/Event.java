package io.dockplay.engine.event;

import io.dockplay.engine.record.HostRecord;
import io.dockplay.problem.Problem;
import io.dockplay.resource.Change;
import io.dockplay.resource.Machine;
import io.dockplay.resource.Script;
import io.dockplay.resource.ScriptResult;
import io.dockplay.resource.Transaction;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One thing that happened on one host; all that a run tells the world. */
public sealed interface Event {

    /** The host as the inventory calls it. */
    String host();

    /** The same event, each part of it as it is shown; a kind of event that forgets one does not compile, or fails EventTest. */
    Event shownAs(EventFilter eventFilter);

    /** The host answered, and this is what it is. */
    record Connected(String host, Machine machine) implements Event {

        @Override
        public Event shownAs(EventFilter eventFilter) {
            return new Connected(host, eventFilter.machine(machine));
        }
    }

    /** A resource was already as wanted. */
    record Ok(String host, Step step) implements Event {

        @Override
        public Event shownAs(EventFilter eventFilter) {
            return new Ok(host, eventFilter.step(step));
        }
    }

    /** A task does not concern this host, because of its {@code when}. */
    record Skipped(String host, Step step, String reason) implements Event {

        @Override
        public Event shownAs(EventFilter eventFilter) {
            return new Skipped(host, eventFilter.step(step), eventFilter.reason(reason));
        }
    }

    /** A dry run found a difference. */
    record Planned(String host, Step step, List<Change> changes, Script script) implements Event {

        @Override
        public Event shownAs(EventFilter eventFilter) {
            return new Planned(host, eventFilter.step(step), eventFilter.changes(changes), eventFilter.script(script));
        }
    }

    /** The package manager said what it would do for a planned change. */
    record Resolved(String host, Step step, Transaction transaction) implements Event {

        @Override
        public Event shownAs(EventFilter eventFilter) {
            return new Resolved(host, eventFilter.step(step), eventFilter.transaction(transaction));
        }
    }

    /** A change was made, and a second look found that it holds. */
    record Changed(String host, Step step, List<Change> changes, Script script) implements Event {

        @Override
        public Event shownAs(EventFilter eventFilter) {
            return new Changed(host, eventFilter.step(step), eventFilter.changes(changes), eventFilter.script(script));
        }
    }

    /** A change is about to be made. */
    record Changing(String host, Step step, List<Change> changes, Script script) implements Event {

        @Override
        public Event shownAs(EventFilter eventFilter) {
            return new Changing(host, eventFilter.step(step), eventFilter.changes(changes), eventFilter.script(script));
        }
    }

    /**
     * A resource could not be brought into the wanted state.
     *
     * @param outcome what the script left behind, where one ran
     * @param ignored whether the play goes on, because of {@code ignore_errors} or {@code rescue}
     */
    record Failed(String host, Step step, Problem problem, Optional<ScriptResult> outcome, boolean ignored)
            implements Event {

        @Override
        public Event shownAs(EventFilter eventFilter) {
            return new Failed(
                    host,
                    eventFilter.step(step),
                    eventFilter.problem(host, problem),
                    outcome.flatMap(eventFilter::outcome),
                    ignored);
        }
    }

    /**
     * Something that people should know, although it keeps nothing from being done.
     *
     * @param unreached whether it is that the host was never reached, which its plays ignore
     */
    record Warned(String host, Step step, String text, boolean unreached) implements Event {

        public Warned(String host, Step step, String text) {
            this(host, step, text, false);
        }

        @Override
        public Event shownAs(EventFilter eventFilter) {
            return new Warned(host, eventFilter.step(step), eventFilter.text(text), unreached);
        }
    }

    /** What a task is there to tell. */
    record Said(String host, Step step, String text) implements Event {

        @Override
        public Event shownAs(EventFilter eventFilter) {
            return new Said(host, eventFilter.step(step), eventFilter.text(text));
        }
    }

    /** A task is tried again, because its result is not yet what it waits for. */
    record Retried(String host, Step step, int attempt, int retries) implements Event {

        @Override
        public Event shownAs(EventFilter eventFilter) {
            return new Retried(host, eventFilter.step(step), attempt, retries);
        }
    }

    /** A change that is at work has written something. */
    record Output(String host, Step step, String text) implements Event {

        @Override
        public Event shownAs(EventFilter eventFilter) {
            return new Output(host, eventFilter.step(step), eventFilter.text(text));
        }
    }

    /** A script was sent to look; told for those who want to see every script. */
    record Looked(String host, Step step, Script script) implements Event {

        @Override
        public Event shownAs(EventFilter eventFilter) {
            return new Looked(host, eventFilter.step(step), eventFilter.script(script));
        }
    }

    /** The host is not what the play requires; nothing was done to it. */
    record Unsupported(String host, Problem problem) implements Event {

        @Override
        public Event shownAs(EventFilter eventFilter) {
            return new Unsupported(host, eventFilter.problem(host, problem));
        }
    }

    /** The host cannot be talked to. */
    record Unreachable(String host, Problem problem) implements Event {

        @Override
        public Event shownAs(EventFilter eventFilter) {
            return new Unreachable(host, eventFilter.problem(host, problem));
        }
    }

    /** The run ended because of other hosts' failures before this host was done, or before it was begun. */
    record Stopped(String host, Problem problem) implements Event {

        @Override
        public Event shownAs(EventFilter eventFilter) {
            return new Stopped(host, eventFilter.problem(host, problem));
        }
    }

    /**
     * Something that the play names was there before dockplay, and stays when the host is given back.
     *
     * @param what such as {@code gcc}
     */
    record Kept(String host, Step step, String what) implements Event {

        @Override
        public Event shownAs(EventFilter eventFilter) {
            return new Kept(host, eventFilter.step(step), eventFilter.text(what));
        }
    }

    /** What the host has on record of earlier runs. */
    record Recorded(String host, HostRecord record) implements Event {

        @Override
        public Event shownAs(EventFilter eventFilter) {
            return new Recorded(host, eventFilter.record(record));
        }
    }

    /** A command that somebody gave by hand has ended on the host. */
    record Ran(String host, ScriptResult scriptResult) implements Event {

        @Override
        public Event shownAs(EventFilter eventFilter) {
            return new Ran(
                    host, eventFilter.outcome(scriptResult).orElse(new ScriptResult(scriptResult.exitCode(), "", "")));
        }
    }

    /**
     * What the host is, and what it has to work with.
     *
     * @param tools name → path, of those that are there
     */
    record Equipped(String host, Machine machine, Map<String, String> tools) implements Event {

        @Override
        public Event shownAs(EventFilter eventFilter) {
            return new Equipped(host, eventFilter.machine(machine), eventFilter.names(tools));
        }
    }

    /** Nothing more will happen on this host in this run. */
    record Finished(String host) implements Event {

        @Override
        public Event shownAs(EventFilter eventFilter) {
            return this;
        }
    }

    /**
     * What an event is about.
     *
     * @param task the task's name
     * @param module its module, such as {@code package}
     * @param label the resource, such as {@code docker-ce}; empty for the task as a whole
     */
    record Step(String task, String module, String label) {

        /** {@code package docker-ce}. */
        @Override
        public String toString() {
            return label.isEmpty() ? module : module + " " + label;
        }
    }
}
