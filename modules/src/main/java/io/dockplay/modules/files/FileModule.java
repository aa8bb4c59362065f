package io.dockplay.modules.files;

import io.dockplay.message.Message;
import io.dockplay.modules.base.OwnedResource;
import io.dockplay.modules.base.RestoreIfPresent;
import io.dockplay.modules.text.FileLines;
import io.dockplay.modules.text.LinePlace;
import io.dockplay.modules.text.MarkedBlock;
import io.dockplay.modules.text.TextEdits;
import io.dockplay.resource.Change;
import io.dockplay.resource.Content;
import io.dockplay.resource.KeptPlaces;
import io.dockplay.resource.Machine;
import io.dockplay.resource.Option;
import io.dockplay.resource.PendingChanges;
import io.dockplay.resource.Plan;
import io.dockplay.resource.PlaybookModule;
import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.RecordedChange;
import io.dockplay.resource.Resource;
import io.dockplay.resource.Script;
import io.dockplay.resource.ScriptResult;
import io.dockplay.resource.Utf8;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Writes, edits, links and removes a file or a directory. */
@PlaybookModule(
        name = "file",
        sentence = "A file, a directory or a link with a wanted content and wanted attributes, or none at all.",
        example = """
                - name: The message of the day
                  file: {path: /etc/motd, content: "Managed by dockplay\\n", mode: "0644"}

                - name: The daemon's settings
                  file:
                    path: /etc/sysconfig/docker
                    settings: [DOCKER_CERT_PATH=/etc/docker, DOCKER_NOWARN_KERNEL_VERSION=1]

                - name: No login as root
                  file: {path: /etc/ssh/sshd_config, lines: PermitRootLogin no, match: "^#?PermitRootLogin"}

                - name: What the daemon is allowed
                  file:
                    path: /etc/sudoers.d/docker
                    content: "%ops ALL=(root) NOPASSWD: /usr/bin/docker ps\\n"
                    mode: "0440"
                    validate: visudo -c -f %s

                - name: The hosts of this rack
                  file:
                    path: /etc/hosts
                    marker: "# {mark} rack 4"
                    block: |
                      192.0.2.11 web1
                      192.0.2.12 web2

                - name: All below belongs to the application
                  file: {path: /srv/app, state: directory, owner: app, mode: "u=rwX,g=rX,o=", recurse: true}

                - name: Names of two zones
                  file:
                    path: /etc/dnsmasq.conf
                    lines: [address=/one.example/192.0.2.1, address=/two.example/192.0.2.2]
                    insert_after: "^domain-needed"

                - name: Certificates of a registry
                  file: {path: /etc/docker/certs.d/hub.example, state: directory, mode: "0750", owner: root, group: root}

                - name: Images and containers are gone
                  file: {path: /var/lib/docker, state: absent}
                """)
public record FileModule(
        @Option("where it is, from the root, without `.` and `..`")
        String path,

        @Option(value = "what shall be there", defaults = "file")
        Optional<DesiredState> state,

        @Option("the whole content") Optional<String> content,

        @Option("its `${…}` are evaluated; the result is the whole content")
        Optional<Content> template,

        @Option("the whole content, byte for byte") Optional<Content> source,

        @Option("whole lines that the file shall have; all others stay")
        List<String> lines,

        @Option(
                value = "each takes the place of the last line that sets the same key, or comes at the end",
                example = "KEY=value")
        List<String> settings,

        @Option("lines that it shall not have, written out in full")
        List<String> linesAbsent,

        @Option("a regular expression: the last line in which it is found gives its place to `lines`, which is one "
                + "line then")
        Optional<String> match,

        @Option("a regular expression, or `EOF`: `lines` that are not there come behind the last line in which it is "
                + "found; so does a `block`")
        Optional<String> insertAfter,

        @Option("a regular expression, or `BOF`: `lines` that are not there come in front of the last line in which "
                + "it is found; so does a `block`")
        Optional<String> insertBefore,

        @Option("lines between two marks, which are found again by them; `\"\"` or `state: absent` takes them out")
        Optional<String> block,

        @Option(
                value = "the line above and the line below the `block`",
                defaults = "# {mark} ANSIBLE MANAGED BLOCK",
                example = "\"# {mark} my hosts\"")
        Optional<String> marker,

        @Option(value = "what stands for `{mark}` above the `block`", defaults = "BEGIN")
        Optional<String> markerBegin,

        @Option(value = "what stands for `{mark}` below the `block`", defaults = "END")
        Optional<String> markerEnd,

        @Option(
                value = "whether a file that is not there is made, where only lines or a block of it are given",
                defaults = "false")
        Optional<Boolean> create,

        @Option(
                value = "a command that judges the new file, `%s`, before it takes its place",
                example = "\"sshd -t -f %s\"")
        Optional<String> validate,

        @Option("what a link points to; with `state: link`") Optional<String> target,

        @Option(
                value =
                        "the permissions, in octal or as changes of those that are there (`u=rw,g-w`, `a+X`); without it "
                                + "they stay, and a new file gets `0644`, a new directory `0755`",
                example = "\"0644\"")
        Optional<String> mode,

        @Option("the user, by name or number; without it that stays")
        Optional<String> owner,

        @Option("the group, by name or number; without it that stays")
        Optional<String> group,

        @Option(
                value = "whether all that is in a directory and below it gets the mode, owner and group too",
                defaults = "false")
        Optional<Boolean> recurse,

        @Option("true leaves a copy such as `motd.20240131-120000~` beside the file when its content changes; false "
                + "keeps no copy for `uninstall` either")
        Optional<Boolean> backup)
        implements OwnedResource<FileState> {

    /** What is wanted at the path. */
    public enum DesiredState {
        /** A regular file. */
        FILE,
        /** A directory. */
        DIRECTORY,
        /** A symbolic link. */
        LINK,
        /** Nothing; a directory is removed with all that is in it. */
        ABSENT
    }

    private static final String PRESENT = RecordedChange.PRESENT;

    /** The value that the function {@code keep_not} of runtime.sh records. */
    private static final String NOT_KEPT = "not kept";

    public FileModule {
        path = FilePath.checked(path);
        lines = List.copyOf(lines);
        settings = List.copyOf(settings);
        linesAbsent = List.copyOf(linesAbsent);
        FileAttributes attributes = new FileAttributes(mode, owner, group);
        mode = attributes.mode();
        LinePlace place = new LinePlace(match, insertAfter, insertBefore);
        if (block.isPresent()) {
            MarkedBlock.of(block.orElse(""), marker, markerBegin, markerEnd, place);
        }
        validate.ifPresent(Validation::new);
        FileOptions options = new FileOptions(
                path,
                wanted(state, block),
                (int) Stream.of(content, template, source)
                        .filter(Optional::isPresent)
                        .count(),
                !new FileLines(lines, settings, linesAbsent, block.isPresent() ? LinePlace.END : place).isEmpty(),
                block.isPresent(),
                !attributes.isEmpty());
        options.checkContent(
                Stream.of(marker, markerBegin, markerEnd).anyMatch(Optional::isPresent),
                create.orElse(false),
                validate.isPresent());
        options.checkState(backup, target.isPresent(), recurse.orElse(false));
    }

    /** Makes a module that changes only the attributes of what is at a path. */
    public static FileModule ofAttributes(String path, DesiredState state, FileAttributes attributes) {
        Optional<String> none = Optional.empty();
        return new FileModule(
                path,
                Optional.of(state),
                none,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                none,
                none,
                none,
                none,
                none,
                none,
                none,
                Optional.empty(),
                none,
                none,
                attributes.mode(),
                attributes.owner(),
                attributes.group(),
                Optional.empty(),
                Optional.empty());
    }

    private TextEdits edits() {
        LinePlace place = new LinePlace(match, insertAfter, insertBefore);
        return block.isPresent()
                ? MarkedBlock.of(removes() ? "" : block.orElse(""), marker, markerBegin, markerEnd, place)
                : new FileLines(lines, settings, linesAbsent, place);
    }

    /** Whether something shall not be there: all of it, or its block. */
    private boolean removes() {
        return state.equals(Optional.of(DesiredState.ABSENT));
    }

    private DesiredState wanted() {
        return wanted(state, block);
    }

    /** A block is one of a file, which stays when the block goes. */
    private static DesiredState wanted(Optional<DesiredState> state, Optional<String> block) {
        return block.isPresent() && state.equals(Optional.of(DesiredState.ABSENT))
                ? DesiredState.FILE
                : state.orElse(DesiredState.FILE);
    }

    @Override
    public String label() {
        return path;
    }

    @Override
    public List<String> writes() {
        return List.of(wanted() == DesiredState.ABSENT ? FilePath.removed(path) : path);
    }

    @Override
    public Script probe(Machine machine) {
        Script probe = FileState.probe(path, wanted() == DesiredState.FILE, owner, group);
        if (recurse.orElse(false)) {
            return probe.then(TreeListing.probe(new FileAttributes(mode, owner, group)));
        }
        return wanted() == DesiredState.ABSENT ? probe.then(FolderListing.probe()) : probe;
    }

    /** Its scripts end at the first command that fails, and have done their work when none has. */
    @Override
    public Optional<Script> proof() {
        return Optional.of(Script.NOTHING);
    }

    @Override
    public FileState read(ProbeOutput probeOutput) {
        return FileState.read(path, probeOutput);
    }

    @Override
    public boolean isGone(FileState actual) {
        return !actual.isThere();
    }

    @Override
    public Plan plan(FileState actual, Machine machine, PendingChanges pendingChanges) {
        FileAttributes attributes = new FileAttributes(mode, owner, group);
        return switch (wanted()) {
            case FILE -> planFile(actual, attributes, machine, pendingChanges);
            case DIRECTORY ->
                new FileDirectory(path, attributes, recurse.orElse(false)).plan(actual, machine, pendingChanges);
            case LINK -> new FileLink(path, target.orElse("")).plan(actual, pendingChanges);
            case ABSENT -> planAbsent(actual);
        };
    }

    private Plan planFile(FileState actual, FileAttributes attributes, Machine machine, PendingChanges pendingChanges) {
        Optional<String> writer = pendingChanges.writerOf(path);
        Optional<Content> whole = content.map(text -> new Content(Utf8.bytes(text)))
                .or(() -> template)
                .or(() -> source);
        TextEdits edits = edits();
        if (create.orElse(false) && edits.brings() && !actual.isThere() && writer.isEmpty()) {
            whole = Optional.of(new Content(edits.applied(new byte[0])));
        }
        Plan plan = new FileContent(
                        path, whole, edits, backup, attributes.forFile(actual), validate.map(Validation::new))
                .plan(actual, machine, pendingChanges);
        // What an earlier task leaves is what a relative mode is applied to.
        return attributes.isRelative() ? writer.map(plan::after).orElse(plan) : plan;
    }

    private Plan planAbsent(FileState actual) {
        if (!actual.isThere()) {
            return Plan.NOTHING;
        }
        if (actual.isDirectory()) {
            return FileDirectory.removal(path, actual);
        }
        List<Change> changes = List.of(Change.of(path, PRESENT, Change.ABSENT));
        return FileLink.inTheWay(path, actual)
                .map(blocker -> Plan.blocked(changes, blocker))
                .orElseGet(() -> Plan.of(changes, FileContent.keep(path, backup).then(Script.of("rm -f {}", path))));
    }

    /** Restores a file from what was kept of it; a removed directory cannot be restored. */
    @Override
    public List<Resource<?>> undo(List<RecordedChange> made) {
        RecordedChange first = made.get(0);
        if (wanted() == DesiredState.DIRECTORY) {
            return new FileDirectory(path, new FileAttributes(mode, owner, group), false).undo(made);
        }
        if (wanted() == DesiredState.ABSENT && !first.from().equals(PRESENT)) {
            return List.of();
        }
        return List.of(before(
                path,
                made,
                wanted() == DesiredState.ABSENT ? new Checksums(List.of(Change.ABSENT)) : Checksums.of(path, made)));
    }

    /** Restores a regular file: its content and attributes, or only the attributes where nothing else changed. */
    public static Resource<?> before(String path, List<RecordedChange> made, Checksums checksums) {
        List<RecordedChange> own = made.stream()
                .filter(change -> !change.isChecksum() && !change.to().equals(NOT_KEPT))
                .toList();
        if (own.stream().allMatch(FileAttributes::isOne)) {
            return new RestoreIfPresent<>(ofAttributes(path, DesiredState.FILE, FileAttributes.before(own)));
        }
        return new RestoreFile(path, made.get(0).wasAbsent(), checksums);
    }

    /** Restores attributes only at the first place; a place that a link led to later keeps its own. */
    @Override
    public List<Resource<?>> at(KeptPlaces keptPlaces) {
        List<String> lay = keptPlaces.of(path);
        return lay.isEmpty()
                ? List.of(this)
                : List.of(ofAttributes(lay.get(0), wanted(), new FileAttributes(mode, owner, group)));
    }

    /** A content that its command refuses is not written, and nothing else is changed either. */
    @Override
    public boolean changed(ScriptResult scriptResult) {
        return validate.isEmpty() || scriptResult.exitCode() != Validation.REFUSED;
    }

    @Override
    public Optional<Message> verify(FileState before, FileState after, ScriptResult scriptResult, Machine machine) {
        return changed(scriptResult)
                ? OwnedResource.super.verify(before, after, scriptResult, machine)
                : Optional.of(Message.of(
                        "the new content was refused by %s, so %s stays as it was", validate.orElse(""), path));
    }

    @Override
    public List<String> brings() {
        return removes() ? List.of() : List.of(path);
    }
}
