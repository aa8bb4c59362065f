package io.dockplay.modules.files;

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
 * Restores the former owner, group and mode of each file below a directory; what was changed since stays.
 *
 * @param path the directory, as tasks name it
 * @param force whether what was changed since is restored too
 */
public record RestoreTree(String path, boolean force) implements Restore<RestoreTree.State> {

    /**
     * What is on the list of a directory.
     *
     * @param isListed whether there is a list
     * @param ours how many are as dockplay has set them
     * @param others how many somebody else has changed since
     * @param names the first of these
     */
    public record State(boolean isListed, long ours, long others, List<String> names) {

        public State {
            names = List.copyOf(names);
        }
    }

    private static final int SHOWN_NAMES = 5;

    /** Defines {@code compare}, which prints {@code ours} or {@code others}, the attributes to restore, and the path. */
    private static final Script COMPARING = Script.of("""
            compare() {
              cut -d ' ' -f 7- "$list" | sort -u | tr '\\n' '\\0' | { xargs -0 -r stat --printf '%a %u %g %n\\n' 2>/dev/null || :; } |
                awk 'FNR == NR {
                    name = substr($0, length($1 $2 $3 $4 $5 $6) + 7)
                    if (!(name in mode)) { mode[name] = $1; owner[name] = $2 " " $3 }
                    made[name] = $4 " " $5 " " $6
                    next
                  }
                  { name = substr($0, length($1 $2 $3) + 4)
                    now = (mode[name] == "-" ? "-" : $1) " " $2 " " $3
                    if (now != mode[name] " " owner[name])
                      print (now == made[name] ? "ours" : "others"), mode[name], ($2 " " $3 == owner[name] ? "- -" : owner[name]), name
                  }' "$list" -
            }""");

    public RestoreTree(String path) {
        this(path, false);
    }

    @Override
    public RestoreTree forced() {
        return new RestoreTree(path, true);
    }

    @Override
    public String label() {
        return "all below " + path;
    }

    @Override
    public Script probe(Machine machine) {
        return FileTree.named(path).then(COMPARING).then(Script.of("""
                if [ -f "$list" ]; then
                  answer counts
                  compare | awk '{ count[$1]++ } $1 == "others" && count[$1] <= 6 { print "= " substr($0, length($1 $2 $3 $4) + 5) }
                    END { printf "%d %d\\n", count["ours"], count["others"] }'
                fi"""));
    }

    @Override
    public State read(ProbeOutput probeOutput) {
        List<String> lines = probeOutput.lines("counts");
        String[] counts = (lines.isEmpty() ? "0 0" : lines.get(lines.size() - 1)).split(" ", 2);
        return new State(
                probeOutput.has("counts"),
                Long.parseLong(counts[0]),
                Long.parseLong(counts[1]),
                lines.stream()
                        .filter(line -> line.startsWith("= "))
                        .map(line -> line.substring(2))
                        .toList());
    }

    @Override
    public Plan plan(State actual, Machine machine, PendingChanges pendingChanges) {
        if (!actual.isListed()) {
            return Plan.NOTHING;
        }
        Plan plan = Plan.of(
                List.of(Change.of(label(), actual.ours() + " as dockplay has set them", "as before")), script());
        if (actual.others() == 0 || force) {
            return plan;
        }
        List<String> names = actual.names();
        String shown = String.join(", ", names.subList(0, Math.min(SHOWN_NAMES, names.size())));
        return plan.warning(Message.of(
                "what was changed since it was set stays: %s; --force gives it back as well",
                names.size() > SHOWN_NAMES ? shown + ", …" : shown));
    }

    private Script script() {
        return FileTree.named(path)
                .then(COMPARING)
                .then(FileTree.setting())
                .then(Script.of("""
                        compare | sed -n {} >"$list.set"
                        set_attributes "$list.set"
                        rm -f "$list" "$list.set"
                        rmdir "$home/trees" 2>/dev/null || :""", force ? "s/^[a-z]* //p" : "s/^ours //p"));
    }
}
