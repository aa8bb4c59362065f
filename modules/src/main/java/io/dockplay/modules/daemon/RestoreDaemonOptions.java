package io.dockplay.modules.daemon;

import io.dockplay.message.Message;
import io.dockplay.modules.files.RestoreFile;
import io.dockplay.modules.text.UnifiedDiff;
import io.dockplay.resource.Blocker;
import io.dockplay.resource.Change;
import io.dockplay.resource.Machine;
import io.dockplay.resource.PendingChanges;
import io.dockplay.resource.Plan;
import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.Script;
import io.dockplay.resource.ScriptResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Restores options of the Docker daemon to what they were before {@link DockerDaemonModule} changed them; the file's
 * other
 * keys stay, as somebody else may have set them.
 *
 * @param options key → its former value
 * @param wasAbsent whether there was no file; then it is removed when nothing is left in it
 * @param force whether values that somebody has changed since are restored too
 */
record RestoreDaemonOptions(Map<String, Former> options, boolean wasAbsent, boolean force)
        implements io.dockplay.resource.Restore<DockerState> {

    /**
     * A key's former value and its last one, as {@link DaemonOptions#shown} shows them.
     *
     * @param value the value before dockplay
     * @param written the value that dockplay wrote last
     */
    record Former(String value, String written) {}

    RestoreDaemonOptions {
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }

    @Override
    public RestoreDaemonOptions forced() {
        return new RestoreDaemonOptions(options, wasAbsent, true);
    }

    @Override
    public String label() {
        return "options of the Docker daemon";
    }

    @Override
    public Script probe(Machine machine) {
        return DockerDaemon.of(machine).probe(List.of());
    }

    @Override
    public DockerState read(ProbeOutput probeOutput) {
        return DockerState.read(probeOutput);
    }

    @Override
    public Plan plan(DockerState actual, Machine machine, PendingChanges pendingChanges) {
        if (actual.file().isEmpty()) {
            return Plan.NOTHING; // somebody has removed all of it
        }
        DockerDaemon daemon = DockerDaemon.of(machine);
        DaemonOptions now = DaemonOptions.of(daemon, actual.file().get());
        DaemonOptions then = now;
        List<Change> changes = new ArrayList<>();
        List<String> changed = new ArrayList<>();
        for (Map.Entry<String, Former> each : options.entrySet()) {
            String key = each.getKey();
            String former = each.getValue().value();
            String value = now.shown(key).orElse(Change.ABSENT);
            if (value.equals(former)) {
                continue;
            }
            if (!value.equals(each.getValue().written()) && !force) {
                changed.add(key);
            }
            then = former.equals(Change.ABSENT) ? then.without(key) : then.withShown(key, former);
            changes.add(Change.of(key, value, former));
        }
        if (changes.isEmpty()) {
            return Plan.NOTHING;
        }
        boolean goes = wasAbsent && then.isEmpty();
        String text = goes ? "" : then.text();
        Change last = changes.remove(changes.size() - 1);
        changes.add(last.withDiff(UnifiedDiff.of(daemon.path(), actual.file().get(), text)));
        if (!changed.isEmpty()) {
            return Plan.blocked(changes, RestoreFile.changedSince(String.join(", ", changed), daemon.path()));
        }
        Optional<Blocker> link = actual.linkBlocker(daemon);
        if (link.isPresent()) {
            return Plan.blocked(changes, link.get());
        }
        Script back = goes ? Script.of("rm -f {}", daemon.path()) : daemon.put(text);
        return Plan.of(changes, actual.runs() ? back.then(daemon.restart()) : back);
    }

    @Override
    public Optional<Message> verify(DockerState before, DockerState after, ScriptResult scriptResult, Machine machine) {
        Plan left = plan(after, machine, PendingChanges.NOTHING);
        return DockerDaemon.unmet(left, before.runs() && !after.runs(), scriptResult);
    }
}
