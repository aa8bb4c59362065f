package io.dockplay.modules.files;

import io.dockplay.message.Message;
import io.dockplay.resource.Blocker;
import io.dockplay.resource.Machine;
import io.dockplay.resource.Option;
import io.dockplay.resource.PendingChanges;
import io.dockplay.resource.Plan;
import io.dockplay.resource.PlaybookModule;
import io.dockplay.resource.Prerequisite;
import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.Resource;
import io.dockplay.resource.Script;
import io.dockplay.resource.UnsupportedState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds out what is at a path, for {@code register}. */
@PlaybookModule(
        name = "stat",
        isUndone = false,
        sentence = "What is at a path of the host, for `register`.",
        more = "Nothing changes on the host.",
        example = """
                - name: Is there a key already?
                  stat: {path: /etc/app/key}
                  register: key

                - name: A key
                  command: {argv: [app, make-key]}
                  when: "!key.stat.exists || key.stat.size == 0"
                """)
public record StatModule(
        @Option("where it is, from the root, without `.` and `..`")
        String path,

        @Option(value = "whether that which a link leads to is meant, and not the link", defaults = "false")
        Optional<Boolean> follow,

        @Option(value = "whether the SHA-256 of a file is counted", defaults = "false")
        Optional<Boolean> getChecksum)
        implements Resource<StatModule.State> {

    /**
     * What is at the path.
     *
     * @param type as {@code stat -c %F} says it; empty when there is nothing
     * @param mode four octal digits
     * @param uid the owner's number
     * @param gid the group's number
     * @param owner the owner's name; empty when it has none
     * @param group the group's name; empty when it has none
     * @param bytes the size
     * @param modified when its content was last changed, in seconds since 1970
     * @param target what a link points to
     * @param checksum the SHA-256 of a file, where it is wanted
     */
    public record State(
            String type,
            String mode,
            long uid,
            long gid,
            String owner,
            String group,
            long bytes,
            long modified,
            String target,
            String checksum) {}

    public StatModule {
        path = FilePath.checked(path);
    }

    @Override
    public String label() {
        return path;
    }

    @Override
    public Script probe(Machine machine) {
        boolean follows = follow.orElse(false);
        Script sum = getChecksum.orElse(false)
                ? Script.of(
                        "\nif [ -f \"$path\" ] && {}; then answer sum; sha256sum <\"$path\"; fi",
                        follows ? Script.of(":") : Script.of("[ ! -L \"$path\" ]"))
                : Script.NOTHING;
        return Script.of(
                """
                path={}
                answer stat
                if [ -e "$path" ] || {}; then stat{} -c '%F|%a|%u|%g|%U|%G|%s|%Y' "$path"; fi
                if [ -L "$path" ]; then answer target; readlink "$path"; fi{}""",
                path,
                follows ? Script.of("false") : Script.of("[ -L \"$path\" ]"),
                follows ? Script.of(" -L") : Script.NOTHING,
                sum);
    }

    @Override
    public State read(ProbeOutput probeOutput) {
        if (!probeOutput.has("stat")) {
            throw new UnsupportedState(
                    Message.of("the host did not say what is at %s", path), Message.of("Run dockplay again, with -v."));
        }
        String[] stat = probeOutput.text("stat").split("\\|", -1);
        if (stat.length != 8) {
            return new State("", "", 0, 0, "", "", 0, 0, "", "");
        }
        return new State(
                stat[0],
                "0".repeat(Math.max(0, 4 - stat[1].length())) + stat[1],
                Long.parseLong(stat[2]),
                Long.parseLong(stat[3]),
                name(stat[4]),
                name(stat[5]),
                Long.parseLong(stat[6]),
                Long.parseLong(stat[7]),
                probeOutput.text("target"),
                probeOutput.text("sum").replaceFirst(" .*", ""));
    }

    private static String name(String name) {
        return name.equals("UNKNOWN") ? "" : name;
    }

    /** Nothing is ever to be done; what an earlier task of a dry run will write is known only after it. */
    @Override
    public Plan plan(State actual, Machine machine, PendingChanges pendingChanges) {
        return pendingChanges
                .writerOf(path)
                .map(task -> Plan.blocked(
                        List.of(),
                        Blocker.of(
                                Message.of("what %s makes of %s is not there yet", task, path),
                                Prerequisite.path(path))))
                .orElse(Plan.NOTHING);
    }

    /** The result has the names that it has in Ansible; all but {@code exists} say no or nothing where nothing is there. */
    @Override
    public Map<String, Object> registered(State actual) {
        Map<String, Object> stat = new LinkedHashMap<>();
        boolean isFile = actual.type().startsWith("regular");
        boolean isLink = actual.type().equals("symbolic link");
        stat.put("exists", !actual.type().isEmpty());
        stat.put("isreg", isFile);
        stat.put("isdir", actual.type().equals("directory"));
        stat.put("islnk", isLink);
        if (!actual.type().isEmpty()) {
            stat.put("size", actual.bytes());
            stat.put("mode", actual.mode());
            stat.put("uid", actual.uid());
            stat.put("gid", actual.gid());
            stat.put("pw_name", actual.owner());
            stat.put("gr_name", actual.group());
            stat.put("mtime", actual.modified());
        }
        if (isLink) {
            stat.put("lnk_target", actual.target());
        }
        if (!actual.checksum().isEmpty()) {
            stat.put("checksum", actual.checksum());
        }
        return Map.of("stat", stat);
    }
}
