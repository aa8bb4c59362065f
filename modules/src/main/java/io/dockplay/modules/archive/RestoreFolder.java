package io.dockplay.modules.archive;

import io.dockplay.message.Message;
import io.dockplay.resource.Change;
import io.dockplay.resource.Machine;
import io.dockplay.resource.PendingChanges;
import io.dockplay.resource.Plan;
import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.Restore;
import io.dockplay.resource.Script;
import java.util.List;

/**
 * Restores a folder to what it was before an archive was unpacked into it; files changed since stay.
 *
 * @param label the archive and the folder
 * @param files the list of what the archive installed
 * @param force whether files changed since are restored too
 */
public record RestoreFolder(String label, UnpackedFiles files, boolean force) implements Restore<RestoreFolder.State> {

    /**
     * What is left of the unpacked archive.
     *
     * @param count how many files and links are on the list
     * @param isListed whether there is a list
     * @param changed the first names that somebody else has changed
     */
    public record State(long count, boolean isListed, List<String> changed) {

        public State {
            changed = List.copyOf(changed);
        }
    }

    private static final int SHOWN_NAMES = 5;

    /** Prints the names on the list whose files exist and differ from what was unpacked. */
    private static final Script CHANGED = Script.of("""
            changed() {
              differing fF lL | while IFS= read -r name; do
                if [ -e "$dest/$name" ] || [ -L "$dest/$name" ]; then printf '%s\\n' "$name"; fi
              done
            }""");

    @Override
    public RestoreFolder forced() {
        return new RestoreFolder(label, files, true);
    }

    @Override
    public Script probe(Machine machine) {
        return files.named().then(UnpackedFiles.differing()).then(CHANGED).then(Script.of("""
                if [ -f "$list" ]; then
                  answer count; grep -c '^[flFL] ' "$list"
                  answer changed; changed | head -n 6
                fi"""));
    }

    @Override
    public State read(ProbeOutput probeOutput) {
        return new State(
                probeOutput.number("count").orElse(0L), probeOutput.has("count"), probeOutput.lines("changed"));
    }

    @Override
    public Plan plan(State actual, Machine machine, PendingChanges pendingChanges) {
        if (!actual.isListed()) {
            return Plan.NOTHING;
        }
        String from = actual.count() + (actual.count() == 1 ? " file" : " files") + " of the archive";
        Plan plan = Plan.of(List.of(Change.of(files.folder(), from, "as it was before")), script());
        if (actual.changed().isEmpty() || force) {
            return plan;
        }
        List<String> names = actual.changed();
        String shown = String.join(", ", names.subList(0, Math.min(SHOWN_NAMES, names.size())));
        return plan.warning(Message.of(
                "in %s stays what was changed since it was unpacked: %s; --force takes it away as well",
                files.folder(), names.size() > SHOWN_NAMES ? shown + ", …" : shown));
    }

    private Script script() {
        return files.named()
                .then(UnpackedFiles.differing())
                .then(CHANGED)
                .then(UnpackedFiles.copyOf())
                .then(Script.of("""
                changed >"$list.changed"
                {}
                sed -n 's/^[flFL] [0-9a-f]*  //p' "$list" | grep -vxF -f "$list.changed" >"$list.own" || :
                if cd "$dest" 2>/dev/null; then
                  while IFS= read -r name; do
                    copy=
                    if [ -d "$list.kept" ]; then
                      copy=$(copy_of "$name")
                      # An older dockplay kept it under its name.
                      [ -e "$copy" ] || [ -L "$copy" ] || copy=$(without_links "$list.kept" "$name")
                    fi
                    if [ -n "$copy" ]; then
                      cp -a --remove-destination "$copy" "./$name"
                    else
                      rm -f "./$name"
                    fi
                  done <"$list.own"
                  sed -n 's/^d //p' "$list" | sort -r | while IFS= read -r name; do
                    rmdir "./$name" 2>/dev/null || :
                  done
                fi
                cd /
                rm -rf "$list" "$list.changed" "$list.own" "$list.kept"
                rmdir "$home/unarchived" 2>/dev/null || :""", force ? Script.of(": >\"$list.changed\"") : Script.of(":")));
    }
}
