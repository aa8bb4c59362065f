package io.dockplay.resource;

import io.dockplay.message.Message;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One thing on one host that shall be in a wanted state: a package, a file, a service.
 *
 * <p>A module is a record that implements this interface; its components are its options in YAML. Its methods do no I/O:
 * they make shell scripts and read what those printed. The engine runs them:
 *
 * <ol>
 *   <li>{@link #probe} gives a script that reads the state and changes nothing;
 *   <li>{@link #read} makes a typed state of what the probe printed;
 *   <li>{@link #plan} compares it with the wanted state, and gives the changes together with the script that makes
 * them;
 *   <li>after that script the engine probes again, and {@link #verify} decides whether the change holds.
 * </ol>
 *
 * @param <S> what a probe finds out
 */
public interface Resource<S extends Record> {

    /** What people call it, such as {@code docker-ce} or {@code /etc/docker/daemon.json}; unique in a task. */
    String label();

    /** The script that reads the host's state and never writes; see {@link ProbeOutput} for what it prints. */
    Script probe(Machine machine);

    /** The same probe, where a part of it can be asked together with other probes; by default all of it stands alone. */
    default Optional<SharedProbe> sharedProbe(Machine machine) {
        return Optional.empty();
    }

    /**
     * The state that a probe found.
     *
     * @throws UnsupportedState when the host is in a state that this module must not touch
     */
    S read(ProbeOutput probeOutput);

    /**
     * Compares the actual state with the wanted one, and plans the changes between them.
     *
     * @param pendingChanges what earlier tasks of a dry run would write before this one; empty when changes are made
     */
    Plan plan(S actual, Machine machine, PendingChanges pendingChanges);

    /**
     * Why the change does not hold, seen from a probe made after it; empty when it holds.
     *
     * <p>The machine is believed, not the exit code: by default a change holds when there is nothing left to plan.
     */
    default Optional<Message> verify(S before, S after, ScriptResult scriptResult, Machine machine) {
        Plan left = plan(after, machine, PendingChanges.NOTHING);
        return left.isNothing() ? Optional.empty() : Optional.of(left.whatIsLeft());
    }

    /**
     * The read-only script by which the host itself sees that a plan's script has done its work, which had ended with 0.
     *
     * <p>Only behind such a change may another one be made before the probe after it was read. An empty script means that the
     * exit code is enough; by default nothing is.
     */
    default Optional<Script> proof() {
        return Optional.empty();
    }

    /** Whether a script that succeeded has changed something; a command may report that it has not. */
    default boolean changed(ScriptResult scriptResult) {
        return true;
    }

    /** The result of a read-only command that the probe ran, for {@code register}; most resources have none. */
    default Optional<ScriptResult> seen(S actual) {
        return Optional.empty();
    }

    /** The values of what the probe found, for {@code register}, by their names; most resources give none. */
    default Map<String, Object> registered(S actual) {
        return Map.of();
    }

    /** The host's file that this resource copies to the control machine; most resources copy none. */
    default Optional<FetchedFile> fetched(S actual) {
        return Optional.empty();
    }

    /** The message that this resource reports when it runs; most resources report none. */
    default Optional<String> says() {
        return Optional.empty();
    }

    /**
     * The script that asks the host's package manager what a plan would do, without doing it.
     *
     * <p>Most resources have nothing to ask. {@link #resolved} reads what the script prints.
     */
    default Optional<Script> resolution(Plan plan) {
        return Optional.empty();
    }

    /** Reads what the package manager answered to {@link #resolution}. */
    default Transaction resolved(ProbeOutput probeOutput) {
        throw new UnsupportedOperationException("there is nothing to resolve");
    }

    /**
     * The resources that restore the state before dockplay, in the order in which they are applied.
     *
     * @param made the changes that the host's record says were made to this resource, oldest first; never empty
     */
    default List<Resource<?>> undo(List<RecordedChange> made) {
        return List.of();
    }

    /**
     * What existed before dockplay, and so stays on the host at an uninstall: in words, such as "gcc".
     *
     * @param made the changes that the host's record says were made to this resource; none where it is not on record
     */
    default List<String> existedBefore(List<RecordedChange> made) {
        return made.isEmpty() ? brings() : List.of();
    }

    /**
     * What this resource installs or creates, in words, such as "the image nginx"; nothing where it removes something.
     */
    default List<String> brings() {
        return List.of();
    }

    /**
     * The resources that also remove what {@link #existedBefore} names, for an uninstall of all that the playbook
     * names.
     */
    default List<Resource<?>> undoAlso(List<RecordedChange> made) {
        return List.of();
    }

    /**
     * This resource at each of its places, in the order in which they are applied.
     *
     * <p>By default a resource has only the place that it names. Only an uninstall asks for this.
     *
     * @param keptPlaces where files lay when dockplay changed them
     */
    default List<Resource<?>> at(KeptPlaces keptPlaces) {
        return List.of(this);
    }

    /** Whether a change recorded under this label was made to this resource; by default when it is its own label. */
    default boolean isCalled(String recordedLabel) {
        return recordedLabel.equals(label());
    }

    /** The files that {@link Plan#script} may write, and that a later task may depend on. */
    default List<String> writes() {
        return List.of();
    }

    /**
     * The directories in which {@link Plan#script} may create any file, such as the one that an archive is unpacked in.
     */
    default List<String> fills() {
        return List.of();
    }

    /** What this resource takes from the network to be in its wanted state; most resources take nothing. */
    default List<Supply> supplies() {
        return List.of();
    }
}
