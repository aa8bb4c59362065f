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

/** One thing that happened on one host; a run reports nothing but events. */
public sealed interface Event {

    /** The host as the inventory calls it. */
    String host();

    /** What it is about; {@link Step#HOST} where it is about the host as a whole. */
    default Step step() {
        return Step.HOST;
    }

    /**
     * This event with each of its parts as the filter shows it. Every kind of event has to implement it, and EventTest finds
     * a kind that leaves a part unfiltered.
     */
    Event shownAs(EventFilter eventFilter);

    /** The host answered, and this is what it is. */
    record Connected(String host, Machine machine) implements Event {

        @Override
        public Event shownAs(EventFilter eventFilter) {
            return new Connected(host, eventFilter.machine(machine));
        }
    }

    /** A resource is in the wanted state, and nothing was changed. */
    record Ok(String host, Step step) implements Event {

        @Override
        public Event shownAs(EventFilter eventFilter) {
            return new Ok(host, eventFilter.step(step));
        }
    }

    /** A task or one of its steps was not run, for example because of its {@code when}. */
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

    /** A task with {@code check_mode: true} found a difference, and leaves it as it is. */
    record Looked(String host, Step step, List<Change> changes, Script script) implements Event {

        @Override
        public Event shownAs(EventFilter eventFilter) {
            return new Looked(host, eventFilter.step(step), eventFilter.changes(changes), eventFilter.script(script));
        }
    }

    /** The package manager answered what it would do for a planned change. */
    record Resolved(String host, Step step, Transaction transaction) implements Event {

        @Override
        public Event shownAs(EventFilter eventFilter) {
            return new Resolved(host, eventFilter.step(step), eventFilter.transaction(transaction));
        }
    }

    /** A change was made, and the probe after it found that it holds. */
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
     * A step failed: its resource is not in the wanted state.
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
     * Something that people should know, although the run goes on.
     *
     * @param unreached whether the host was never reached, which its plays ignore
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

    /** A message that a task is there to show, such as that of {@code debug}. */
    record Said(String host, Step step, String text) implements Event {

        @Override
        public Event shownAs(EventFilter eventFilter) {
            return new Said(host, eventFilter.step(step), eventFilter.text(text));
        }
    }

    /** A task is tried again, because its {@code until} does not hold yet. */
    record Retried(String host, Step step, int attempt, int retries) implements Event {

        @Override
        public Event shownAs(EventFilter eventFilter) {
            return new Retried(host, eventFilter.step(step), attempt, retries);
        }
    }

    /** A running change has written something. */
    record Output(String host, Step step, String text) implements Event {

        @Override
        public Event shownAs(EventFilter eventFilter) {
            return new Output(host, eventFilter.step(step), eventFilter.text(text));
        }
    }

    /** The host begins a probe. */
    record Probed(String host, Step step, Script script) implements Event {

        @Override
        public Event shownAs(EventFilter eventFilter) {
            return new Probed(host, eventFilter.step(step), eventFilter.script(script));
        }
    }

    /** The host is not what the play requires; nothing was done to it. */
    record Unsupported(String host, Problem problem) implements Event {

        @Override
        public Event shownAs(EventFilter eventFilter) {
            return new Unsupported(host, eventFilter.problem(host, problem));
        }
    }

    /** The host cannot be reached. */
    record Unreachable(String host, Problem problem) implements Event {

        @Override
        public Event shownAs(EventFilter eventFilter) {
            return new Unreachable(host, eventFilter.problem(host, problem));
        }
    }

    /** Other hosts' failures ended the run before this host had finished or begun. */
    record Stopped(String host, Problem problem) implements Event {

        @Override
        public Event shownAs(EventFilter eventFilter) {
            return new Stopped(host, eventFilter.problem(host, problem));
        }
    }

    /**
     * Something that the play names was there before dockplay, and stays when the play is uninstalled.
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

    /** An ad-hoc command has ended on the host. */
    record Ran(String host, ScriptResult scriptResult) implements Event {

        @Override
        public Event shownAs(EventFilter eventFilter) {
            return new Ran(
                    host, eventFilter.outcome(scriptResult).orElse(new ScriptResult(scriptResult.exitCode(), "", "")));
        }
    }

    /**
     * The host's facts, and the tools that it has.
     *
     * @param tools name → path of each tool that is installed
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

        /** No task: the event is about the host. */
        public static final Step HOST = new Step("", "", "");

        /** {@code package docker-ce}. */
        @Override
        public String toString() {
            return label.isEmpty() ? module : module + " " + label;
        }
    }
}
