package io.dockplay.engine;

import io.dockplay.problem.Problem;
import io.dockplay.resource.Change;
import io.dockplay.resource.Machine;
import io.dockplay.resource.Outcome;
import io.dockplay.resource.Script;
import io.dockplay.resource.Transaction;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One thing that happened on one host; all that a run tells the world. */
public sealed interface Event {

    /** The host as the inventory calls it. */
    String host();

    /** The host answered, and this is what it is. */
    record Connected(String host, Machine machine) implements Event {}

    /** A resource was already as wanted. */
    record Ok(String host, Step step) implements Event {}

    /** A task does not concern this host, because of its {@code when}. */
    record Skipped(String host, Step step, String reason) implements Event {}

    /** A dry run found a difference. */
    record Planned(String host, Step step, List<Change> changes, Script script) implements Event {}

    /** The package manager said what it would do for a planned change. */
    record Resolved(String host, Step step, Transaction transaction) implements Event {}

    /** A change was made, and a second look found that it holds. */
    record Changed(String host, Step step, List<Change> changes, Script script) implements Event {}

    /** A change is about to be made. */
    record Changing(String host, Step step, List<Change> changes, Script script) implements Event {}

    /**
     * A resource could not be brought into the wanted state.
     *
     * @param outcome what the script left behind, where one ran
     * @param ignored whether the play goes on, because of {@code ignore_errors} or {@code rescue}
     */
    record Failed(String host, Step step, Problem problem, Optional<Outcome> outcome, boolean ignored)
            implements Event {}

    /** Something that people should know, although it keeps nothing from being done. */
    record Warned(String host, Step step, String text) implements Event {}

    /** What a task is there to tell. */
    record Said(String host, Step step, String text) implements Event {}

    /** A task is tried again, because its result is not yet what it waits for. */
    record Retried(String host, Step step, int attempt, int retries) implements Event {}

    /** A change that is at work has written something. */
    record Output(String host, Step step, String text) implements Event {}

    /** A script was sent to look; told for those who want to see every script. */
    record Looked(String host, Step step, Script script) implements Event {}

    /** The host is not what the play requires; nothing was done to it. */
    record Unsupported(String host, Problem problem) implements Event {}

    /** The host cannot be talked to. */
    record Unreachable(String host, Problem problem) implements Event {}

    /** The run ended because of other hosts' failures before this host was done, or before it was begun. */
    record Stopped(String host, Problem problem) implements Event {}

    /**
     * Something that the play names was there before dockplay, and stays when the host is given back.
     *
     * @param what such as {@code gcc}
     */
    record Kept(String host, Step step, String what) implements Event {}

    /** What the host has on record of earlier runs. */
    record Recorded(String host, HostRecord record) implements Event {}

    /** A command that somebody gave by hand has ended on the host. */
    record Ran(String host, Outcome outcome) implements Event {}

    /**
     * What the host is, and what it has to work with.
     *
     * @param tools name → path, of those that are there
     */
    record Equipped(String host, Machine machine, Map<String, String> tools) implements Event {}

    /** Nothing more will happen on this host in this run. */
    record Finished(String host) implements Event {}

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
