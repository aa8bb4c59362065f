package io.dockplay.modules.daemon;

import io.dockplay.message.Message;
import io.dockplay.modules.files.Checksums;
import io.dockplay.modules.files.RestoreFile;
import io.dockplay.modules.text.UnifiedDiff;
import io.dockplay.resource.Change;
import io.dockplay.resource.Machine;
import io.dockplay.resource.PendingChanges;
import io.dockplay.resource.Plan;
import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.Restore;
import io.dockplay.resource.Script;
import io.dockplay.resource.ScriptResult;
import java.util.List;
import java.util.Optional;

/**
 * Restores the Docker daemon's settings to what they were before {@link DockerMirrorModule} changed them, and restarts
 * a
 * running daemon that has other mirrors.
 *
 * @param wasAbsent whether there was no such file
 * @param checksums what dockplay has written there; what somebody else has written since is not overwritten
 * @param force whether it is overwritten nevertheless
 */
record RestoreDockerSettings(boolean wasAbsent, Checksums checksums, boolean force)
        implements Restore<RestoreDockerSettings.State> {

    /**
     * The actual and the former settings.
     *
     * @param docker the daemon and its settings as they are
     * @param former the kept text; none when nothing was kept
     * @param recordGone whether another uninstall has restored everything meanwhile
     * @param sum the checksum of the actual settings
     * @param hasLostOwner whether the package that the file belonged to is gone
     */
    record State(DockerState docker, Optional<String> former, boolean recordGone, String sum, boolean hasLostOwner) {}

    @Override
    public RestoreDockerSettings forced() {
        return new RestoreDockerSettings(wasAbsent, checksums, true);
    }

    @Override
    public List<String> writes() {
        return List.of(DaemonJson.PATH, OtherArgs.PATH);
    }

    @Override
    public String label() {
        return "settings of the Docker daemon";
    }

    @Override
    public Script probe(Machine machine) {
        DockerDaemon daemon = DockerDaemon.of(machine);
        return daemon.probe(List.of()).then(Script.of("""
                        former=$(kept {})
                        [ -z "$former" ] || { answer former; cat "$former"; }
                        answer owner; owner=$(lost_owner {}); is_to_return "$owner" || printf '%s\\n' "$owner"
                        answer record-gone; if is_given_back; then echo yes; fi
                        answer sum; sum_of {}""", daemon.path(), daemon.path(), daemon.path()));
    }

    @Override
    public State read(ProbeOutput probeOutput) {
        return new State(
                DockerState.read(probeOutput),
                probeOutput.has("former") ? Optional.of(probeOutput.raw("former")) : Optional.empty(),
                !probeOutput.text("record-gone").isEmpty(),
                probeOutput.text("sum"),
                !probeOutput.text("owner").isEmpty());
    }

    /** Plans the restore; a file of Docker's package is restored only while that package is installed. */
    @Override
    public Plan plan(State actual, Machine machine, PendingChanges pendingChanges) {
        return plan(actual, machine, wasAbsent || actual.hasLostOwner());
    }

    private Plan plan(State actual, Machine machine, boolean goes) {
        DockerDaemon daemon = DockerDaemon.of(machine);
        DockerState docker = actual.docker();
        Optional<String> wanted = goes ? Optional.empty() : actual.former();
        Change change = Change.of(daemon.path(), "changed", goes ? Change.ABSENT : "as before");
        if (!goes && wanted.isEmpty()) {
            if (docker.file().isEmpty() || actual.recordGone()) {
                return Plan.NOTHING;
            }
            return force
                    ? Plan.NOTHING.warning(
                            Message.of("%s stays as it is: of what it was before no copy was kept", daemon.path()))
                    : Plan.blocked(
                            List.of(change),
                            Message.of(
                                    "the former %s is not kept on the host any more; put it back by hand, and uninstall again "
                                            + "with --force",
                                    daemon.path()));
        }
        boolean mustRestart = docker.running()
                .filter(running -> !DockerMirrorModule.plain(running)
                        .equals(DockerMirrorModule.plain(daemon.mirrors(wanted.orElse(""), docker))))
                .isPresent();
        if (!docker.file().equals(wanted)) {
            String diff = UnifiedDiff.of(daemon.path(), docker.file().orElse(""), wanted.orElse(""));
            if (!force && docker.file().isPresent() && checksums.tellOthers(actual.sum())) {
                return Plan.blocked(List.of(change.withDiff(diff)), RestoreFile.changedSince(daemon.path()));
            }
            Script restore = daemon.restore(goes);
            return Plan.of(List.of(change.withDiff(diff)), mustRestart ? restore.then(daemon.restart()) : restore);
        }
        return mustRestart
                ? Plan.of(List.of(Change.of("running daemon", "as before the undo", "restarted")), daemon.restart())
                : Plan.NOTHING;
    }

    @Override
    public Optional<Message> verify(State before, State after, ScriptResult scriptResult, Machine machine) {
        Plan left = plan(after, machine, PendingChanges.NOTHING);
        return DockerDaemon.unmet(
                left, before.docker().runs() && !after.docker().runs(), scriptResult);
    }
}
