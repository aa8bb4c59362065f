package io.dockplay.modules.system;

import io.dockplay.message.Message;
import io.dockplay.modules.files.Checksums;
import io.dockplay.modules.files.FileDirectory;
import io.dockplay.modules.files.FilePath;
import io.dockplay.modules.files.RestoreFile;
import io.dockplay.resource.Blocker;
import io.dockplay.resource.Change;
import io.dockplay.resource.InvalidOption;
import io.dockplay.resource.Machine;
import io.dockplay.resource.Option;
import io.dockplay.resource.PendingChanges;
import io.dockplay.resource.Plan;
import io.dockplay.resource.PlaybookModule;
import io.dockplay.resource.Prerequisite;
import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.RecordedChange;
import io.dockplay.resource.Resource;
import io.dockplay.resource.Script;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Mounts and unmounts, and edits the line in /etc/fstab that does so at boot. */
@PlaybookModule(name = "mount", sentence = "What is mounted at a path, now and at boot.", example = """
                - name: Docker's data have a disk of their own
                  mount: {path: /var/lib/docker, src: UUID=9f2c6a1e-7d0b-4a5c-8e3f-1b2c3d4e5f60, fstype: ext4, opts: noatime, passno: 2}

                - name: The pictures of the file server
                  mount: {path: /srv/pictures, src: "192.0.2.9:/pictures", fstype: nfs, opts: "ro,_netdev"}

                - name: A second place for a directory
                  mount: {path: /srv/www, src: /home/web, fstype: none, opts: bind}

                - name: Not the old disk
                  mount: {path: /data, state: absent}
                """)
public record MountModule(
        @Option("where it is mounted") String path,

        @Option(
                "what is mounted: a device, `UUID=…`, `LABEL=…`, `server:/export`, a directory for a bind, or a word such as `tmpfs`")
        Optional<String> src,

        @Option("the file system, such as `ext4`, `xfs`, `nfs`, `tmpfs`; `none` for a bind")
        Optional<String> fstype,

        @Option(
                "the options, with commas between them; without it a new line has `defaults`, and what is mounted keeps its own")
        Optional<String> opts,

        @Option(value = "the fifth field of /etc/fstab: whether dump saves it", defaults = "0")
        Optional<Integer> dump,

        @Option(value = "the sixth field: when fsck checks it at boot; 0 is never", defaults = "0")
        Optional<Integer> passno,

        @Option(
                value = "`mounted`: now and in /etc/fstab; `present`: only in /etc/fstab; `unmounted`: not now, and"
                        + " /etc/fstab stays; `absent`: neither",
                defaults = "mounted")
        Optional<DesiredState> state)
        implements Resource<MountState> {

    /** Whether it is mounted, and whether /etc/fstab has it. */
    public enum DesiredState {
        /** It is mounted, and has its line. */
        MOUNTED,
        /** It has its line. */
        PRESENT,
        /** It is not mounted. */
        UNMOUNTED,
        /** It is not mounted, and has no line. */
        ABSENT
    }

    static final String MOUNT = "mount";
    static final String MOUNTED = "mounted";
    static final String NO = "no";
    /** What the record says of a mount that no line of /etc/fstab could repeat. */
    static final String UNKNOWN = "unknown";

    public MountModule {
        path = FilePath.checked(path);
        boolean isWanted = wants(state);
        boolean more = Stream.of(src, fstype, opts, dump, passno).anyMatch(Optional::isPresent);
        if (!isWanted && more) {
            throw new InvalidOption(
                    "state",
                    Message.of("what shall not be mounted has no other options than path"),
                    Message.of("Leave them out, or the state."));
        }
        if (!isWanted && path.matches("/|/(dev|proc|sys|run|usr|etc|bin|sbin|lib|lib64|var|boot)(/(pts|shm))?")) {
            throw new InvalidOption(
                    "path", Message.of("%s is never unmounted", path), Message.of("No system works without it."));
        }
        if (isWanted && (src.isEmpty() || fstype.isEmpty())) {
            throw new InvalidOption(
                    src.isEmpty() ? "src" : "fstype",
                    Message.of("the mount at %s has no %s", path, src.isEmpty() ? "src" : "fstype"),
                    Message.of("Say what is mounted, and with which file system."));
        }
        src.ifPresent(each -> refuseOdd("src", each));
        fstype.ifPresent(each -> refuseOdd("fstype", each));
        opts.ifPresent(each -> refuseOdd("opts", each));
        if (Stream.of(dump, passno).flatMap(Optional::stream).anyMatch(number -> number < 0)) {
            throw new InvalidOption(
                    "passno",
                    Message.of("dump and passno are numbers from 0"),
                    Message.of("Leave them out, or write 1 or 2."));
        }
    }

    private static void refuseOdd(String option, String text) {
        boolean isPlain = option.equals("src") || !text.matches("(?s).*\\s.*");
        if (text.isBlank() || text.startsWith("-") || text.matches("(?s).*\\p{Cntrl}.*") || !isPlain) {
            throw new InvalidOption(
                    option,
                    Message.of("\"%s\" cannot be a field of /etc/fstab", text),
                    option.equals("opts")
                            ? Message.of("Write commas between the options, and no blanks.")
                            : Message.of("Write it in one word."));
        }
    }

    private static boolean wants(Optional<DesiredState> state) {
        DesiredState wanted = state.orElse(DesiredState.MOUNTED);
        return wanted == DesiredState.MOUNTED || wanted == DesiredState.PRESENT;
    }

    private DesiredState wanted() {
        return state.orElse(DesiredState.MOUNTED);
    }

    private FstabEntry wish() {
        return new FstabEntry(
                src.orElse(""),
                path,
                fstype.orElse(""),
                opts.orElse(FstabEntry.DEFAULTS),
                String.valueOf(dump.orElse(0)),
                String.valueOf(passno.orElse(0)));
    }

    @Override
    public String label() {
        return path;
    }

    @Override
    public List<String> writes() {
        return wanted() == DesiredState.UNMOUNTED ? List.of(path) : List.of(path, FstabEntry.PATH);
    }

    @Override
    public List<String> fills() {
        return wanted() == DesiredState.MOUNTED ? List.of(path) : List.of();
    }

    @Override
    public Script probe(Machine machine) {
        return MountState.probe(path, src.orElse(""));
    }

    @Override
    public MountState read(ProbeOutput probeOutput) {
        return MountState.read(probeOutput);
    }

    @Override
    public Plan plan(MountState actual, Machine machine, PendingChanges pendingChanges) {
        Fstab fstab = Fstab.of(path, actual.fstab());
        boolean hasLine = fstab.entry().filter(wish()::equals).isPresent();
        Plan line = switch (wanted()) {
            case MOUNTED, PRESENT ->
                hasLine ? Plan.NOTHING : fstab.plan(Optional.of(wish().line()), machine, pendingChanges);
            case ABSENT -> fstab.plan(Optional.empty(), machine, pendingChanges);
            case UNMOUNTED -> Plan.NOTHING;
        };
        Plan mount = switch (wanted()) {
            case MOUNTED -> planMounted(actual, fstab, pendingChanges);
            case PRESENT -> Plan.NOTHING;
            case ABSENT, UNMOUNTED -> planUnmounted(actual, fstab);
        };
        // The line comes last: when mounting fails it is as before, and the next run tries again.
        List<Change> changes =
                Stream.concat(mount.changes().stream(), line.changes().stream()).toList();
        Plan plan = mount.blocker()
                .or(line::blocker)
                .map(reason -> Plan.blocked(changes, reason))
                .orElseGet(() -> Plan.of(changes, mount.script().then(line.script())));
        for (Message warning : mount.warnings()) {
            plan = plan.warning(warning);
        }
        return plan;
    }

    private Plan planMounted(MountState actual, Fstab fstab, PendingChanges pendingChanges) {
        List<Change> changes = new ArrayList<>();
        Optional<String> maker = pendingChanges.writerOf(path);
        if (actual.kind().isEmpty() && maker.isEmpty()) {
            actual.missing().forEach(above -> changes.add(0, FileDirectory.made(above)));
            changes.add(FileDirectory.made(path));
        }
        Script folder = changes.isEmpty() ? Script.NOTHING : Script.of("mkdir -p {}", path);
        if (actual.isAs(wish())) {
            return planOptions(actual, fstab);
        }
        String now = actual.mounted().map(MountModule::shown).orElse(NO);
        Change mount = Change.of(MOUNTED, now, src.orElse("") + " (" + fstype.orElse("") + ")")
                .recordedAs(MOUNT, former(actual, fstab), wish().line());
        changes.add(maker.map(mount::after).orElse(mount));
        Optional<Blocker> blocker = blocker(actual);
        if (blocker.isPresent()) {
            return Plan.blocked(changes, blocker.get());
        }
        Script unmount = actual.mounted().isPresent() ? MountScripts.unmount(path) : Script.NOTHING;
        Plan plan = Plan.of(changes, folder.then(unmount).then(MountScripts.mount(wish())));
        boolean hides = actual.kind().equals("directory") && !actual.isEmpty();
        return hides
                ? plan.warning(Message.of("what is in %s is not seen any more while something is mounted there", path))
                : plan;
    }

    /**
     * Gives a mount that is there other options, where its line has others; of a bind only {@code ro} counts. One without
     * a line keeps what somebody gave it, unless the task names options.
     */
    private Plan planOptions(MountState actual, Fstab fstab) {
        String former = fstab.entry().map(FstabEntry::options).orElseGet(() -> ofMount(actual));
        boolean wasReadOnly = List.of(former.split(",", -1)).contains("ro");
        boolean isSame = wish().isBind() ? wasReadOnly == wish().hasOption("ro") : former.equals(wish().options());
        if (isSame || (fstab.entry().isEmpty() && opts.isEmpty())) {
            return Plan.NOTHING;
        }
        FstabEntry before = new FstabEntry(wish().source(), path, wish().type(), former, wish().dump(), wish().pass());
        return Plan.of(
                List.of(Change.of("options", former, wish().options()).recordedAs(MOUNT, before.line(), wish().line())),
                MountScripts.remount(wish()));
    }

    private String ofMount(MountState actual) {
        String now = actual.mounted().map(MountState.Mounted::options).orElse(FstabEntry.DEFAULTS);
        if (!wish().isBind()) {
            return now;
        }
        return List.of(now.split(",", -1)).contains("ro") ? "bind,ro" : "bind";
    }

    private Plan planUnmounted(MountState actual, Fstab fstab) {
        return actual.mounted()
                .map(now -> Plan.of(
                        List.of(Change.of(MOUNTED, shown(now), NO)
                                .recordedAs(MOUNT, former(actual, fstab), Change.ABSENT)),
                        MountScripts.unmount(path)))
                .orElse(Plan.NOTHING);
    }

    private static String shown(MountState.Mounted now) {
        return now.source() + " (" + now.type() + ")";
    }

    /** What is mounted, as a line of /etc/fstab; its own line where that is of the same type. */
    private String former(MountState actual, Fstab fstab) {
        if (actual.mounted().isEmpty()) {
            return Change.ABSENT;
        }
        MountState.Mounted now = actual.mounted().get();
        return fstab.entry()
                .filter(line -> line.isBind() || line.type().equals(now.type()))
                .or(() -> now.entry(path))
                .map(FstabEntry::line)
                .orElse(UNKNOWN);
    }

    private Optional<Blocker> blocker(MountState actual) {
        String source = src.orElse("");
        if (source.startsWith("/")
                && !source.startsWith("//")
                && actual.sourceKind().isEmpty()) {
            return Optional.of(Blocker.of(Message.of("there is no %s to mount", source), Prerequisite.path(source)));
        }
        boolean isFile = wish().isBind() && !actual.sourceKind().equals("directory");
        if (isFile && actual.kind().isEmpty()) {
            return Optional.of(Blocker.of(
                    Message.of("%s is not there, and %s is a file; make an empty file for it first", path, source),
                    Prerequisite.path(path)));
        }
        return !isFile && !actual.kind().isEmpty() && !actual.kind().equals("directory")
                ? Optional.of(Blocker.lasting(Message.of("%s is a %s, and not a directory", path, actual.kind())))
                : Optional.empty();
    }

    /** Gives back what was mounted and the line, and removes directories that were made and are empty. */
    @Override
    public List<Resource<?>> undo(List<RecordedChange> made) {
        return former(path, made);
    }

    /** Makes the restore of a mount and its line; none when these changes did not touch them. */
    public static List<Resource<?>> former(String path, List<RecordedChange> made) {
        List<Resource<?>> former = new ArrayList<>();
        Optional<RestoreMount.Former> line = RestoreMount.Former.of(Fstab.LINE, made);
        Optional<RestoreMount.Former> mount = RestoreMount.Former.of(MOUNT, made);
        if (line.isPresent() || mount.isPresent()) {
            boolean fileWasAbsent = made.stream().anyMatch(change -> change.isOf("mode") && change.wasAbsent());
            former.add(new RestoreMount(path, line, mount, fileWasAbsent, false));
        }
        made.stream()
                .filter(FileDirectory::isMade)
                .map(RecordedChange::key)
                .distinct()
                .sorted(Comparator.comparing(String::length).reversed())
                .forEach(folder -> former.add(new RestoreFile(folder, true, Checksums.NONE)));
        return former;
    }

    @Override
    public List<String> brings() {
        return wanted() == DesiredState.MOUNTED ? List.of("the mount at " + path) : List.of();
    }
}
