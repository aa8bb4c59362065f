package io.dockplay.modules.archive;

import io.dockplay.message.Message;
import io.dockplay.modules.files.FileAttributes;
import io.dockplay.modules.files.FilePath;
import io.dockplay.modules.files.FileState;
import io.dockplay.resource.Blocker;
import io.dockplay.resource.Change;
import io.dockplay.resource.Content;
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
import io.dockplay.resource.ScriptResult;
import io.dockplay.resource.Sha256;
import io.dockplay.resource.UnsupportedState;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Unpacks an archive into a folder, and moves each file to its place. */
@PlaybookModule(
        name = "unarchive",
        sentence = "An archive that is unpacked into a folder of the host: tar, also packed by gzip, bzip2 or xz, or "
                + "zip.",
        example = """
                - name: The tool's archive
                  download:
                    url: https://example.org/tool-2.1.tar.gz
                    path: /root/tool.tar.gz
                    checksum: sha256:2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824

                - name: The tool's folder
                  file: {path: /opt/tool, state: directory}

                - name: The tool
                  unarchive: {on_host: /root/tool.tar.gz, dest: /opt/tool, strip_components: 1, exclude: ["*/doc", "*.bat"]}
                """)
public record UnarchiveModule(
        @Option("the archive; in a role it is looked for in `files` first")
        Optional<Content> source,

        @Option("an archive on the host; give this or `source`")
        Optional<String> onHost,

        @Option("the folder, which is there already (or made by an earlier task)")
        String dest,

        @Option("a path: when it is there, nothing is unpacked, and nothing else is looked at")
        Optional<String> creates,

        @Option(value = "how many folders are taken from the beginning of each name", defaults = "0")
        Optional<Integer> stripComponents,

        @Option("patterns: only what they match is unpacked")
        List<String> include,

        @Option("patterns: what they match is not unpacked") List<String> exclude,

        @Option("the user of all that is unpacked, by name or number; without it the one who unpacks, which is root")
        Optional<String> owner,

        @Option("the group of all that is unpacked, by name or number; without it that of the one who unpacks")
        Optional<String> group,

        @Option(
                value =
                        "the permissions of the files that are unpacked, in octal or [as changes](file.md) of those in the "
                                + "archive; without it those in the archive",
                example = "\"0644\"")
        Optional<String> mode)
        implements Resource<UnarchiveModule.State> {

    /**
     * The actual state of the folder and the archive.
     *
     * @param folder the folder
     * @param created whether the path that the task creates exists
     * @param archive the SHA-256 of an archive on the host; empty where there is none
     * @param format how the archive is packed
     * @param programs the host's programs that unpack archives
     * @param mark the first line of the list of what was unpacked; empty when nothing was
     * @param differing the first names whose files differ from what was unpacked
     */
    public record State(
            FileState folder,
            boolean created,
            String archive,
            ArchiveFormat format,
            List<String> programs,
            String mark,
            List<String> differing) {

        public State {
            programs = List.copyOf(programs);
            differing = List.copyOf(differing);
        }
    }

    private static final String CREATES = "creates";
    private static final int SHOWN_NAMES = 3;

    public UnarchiveModule {
        dest = FilePath.checked(dest);
        onHost = onHost.map(FilePath::checked);
        include = List.copyOf(include);
        exclude = List.copyOf(exclude);
        mode = new FileAttributes(mode, owner, group).mode();
        if (source.isPresent() == onHost.isPresent()) {
            throw new InvalidOption(
                    "",
                    Message.of("an archive is either source or on_host"),
                    Message.of(
                            "Write source: a file beside the playbook, or on_host: a path on the host; what a server has "
                                    + "comes by the module download first."));
        }
        if (stripComponents.orElse(0) < 0) {
            throw new InvalidOption(
                    "strip_components",
                    Message.of("strip_components is %s", stripComponents.get()),
                    Message.of("Give a number from 0 on."));
        }
        Stream.concat(include.stream(), exclude.stream())
                .filter(pattern -> pattern.isBlank() || pattern.startsWith("/") || pattern.startsWith("./"))
                .findFirst()
                .ifPresent(pattern -> {
                    throw new InvalidOption(
                            "",
                            Message.of("the pattern \"%s\" matches no name in an archive", pattern),
                            Message.of("Write names as the archive has them, without / or ./ at the beginning."));
                });
    }

    private String called() {
        return onHost.orElseGet(() -> source.map(Content::name).orElse(""));
    }

    private UnpackedFiles files() {
        return UnpackedFiles.of(dest, called());
    }

    private FileAttributes attributes() {
        return new FileAttributes(mode, owner, group);
    }

    /** All options beside the archive, in one word. */
    private String options() {
        String asked =
                stripComponents.orElse(0) + "\n" + include + "\n" + exclude + "\n" + owner + "\n" + group + "\n" + mode;
        return Sha256.hex(asked).substring(0, 16);
    }

    @Override
    public String label() {
        return called() + " in " + dest;
    }

    @Override
    public List<String> writes() {
        return creates.map(List::of).orElse(List.of());
    }

    @Override
    public List<String> fills() {
        return List.of(dest);
    }

    @Override
    public Script probe(Machine machine) {
        Script script = FileState.probe(dest, false, owner, group);
        if (creates.isPresent()) {
            return script.then(Script.of("answer creates; if [ -e {} ]; then echo yes; fi", creates.get()))
                    .then(programs());
        }
        return script.then(programs())
                .then(files().named())
                .then(UnpackedFiles.differing())
                .then(Script.of("""
                if [ -f "$list" ]; then
                  answer mark; head -n 1 "$list"
                  answer differing; differing f l | head -n 4
                fi"""));
    }

    private Script programs() {
        Script archive = onHost.map(path -> Script.of("""
                        if [ -f {} ]; then
                          answer archive; sha256sum <{}
                          answer magic; head -c {} {} | od -An -tx1
                        fi""", path, path, ArchiveFormat.BYTES, path))
                .orElse(Script.NOTHING);
        return archive.then(
                Script.of(
                        "answer programs; for each in tar gzip bzip2 xz unzip; do command -v \"$each\" >/dev/null && echo \"$each\"; done"));
    }

    @Override
    public State read(ProbeOutput probeOutput) {
        ArchiveFormat format = source.map(content -> ArchiveFormat.of(content.bytes()))
                .orElseGet(() -> ArchiveFormat.of(probeOutput.text("magic").replaceAll("\\s", "")));
        String sum = source.map(content -> Sha256.hex(content.bytes()))
                .orElseGet(() -> probeOutput.text("archive").replaceFirst(" .*", ""));
        return new State(
                FileState.read(dest, probeOutput),
                !probeOutput.text(CREATES).isEmpty(),
                sum,
                format,
                probeOutput.lines("programs"),
                probeOutput.text("mark"),
                probeOutput.lines("differing"));
    }

    @Override
    public Plan plan(State actual, Machine machine, PendingChanges pendingChanges) {
        if (actual.created()) {
            return Plan.NOTHING;
        }
        FileState folder = actual.folder();
        if (folder.isThere() && !folder.isDirectory() && !folder.isLink()) {
            throw new UnsupportedState(folder.whatIs(dest), Message.of("It was left as it is."));
        }
        // The content of an archive that an earlier task will replace is not known yet.
        Optional<String> writer = onHost.flatMap(pendingChanges::writerOf);
        boolean isSame = actual.mark().equals(actual.archive() + " " + options());
        if (creates.isEmpty() && isSame && actual.differing().isEmpty() && writer.isEmpty()) {
            return Plan.NOTHING;
        }
        Change change = Change.of("archive", state(actual, isSame && writer.isEmpty()), "unpacked")
                .recordedAs("archive", actual.mark().isEmpty() ? Change.ABSENT : RecordedChange.PRESENT, "unpacked");
        List<Change> changes = List.of(writer.map(change::after).orElse(change));
        Optional<Blocker> blocker = blocker(actual, writer.isPresent());
        if (blocker.isPresent()) {
            return Plan.blocked(changes, blocker.get());
        }
        Script archive =
                source.map(content -> Script.of("{}", content)).orElseGet(() -> Script.of("{}", onHost.orElse("")));
        Unpacking unpacking =
                new Unpacking(archive, files(), options(), stripComponents.orElse(0), include, exclude, attributes());
        return Plan.of(changes, unpacking.script(machine));
    }

    private static String state(State actual, boolean isSame) {
        if (actual.mark().isEmpty()) {
            return "not unpacked";
        }
        if (!isSame) {
            return "unpacked from another one, or otherwise";
        }
        List<String> names = actual.differing();
        return "unpacked, but not as it was: "
                + String.join(", ", names.subList(0, Math.min(SHOWN_NAMES, names.size())))
                + (names.size() > SHOWN_NAMES ? ", …" : "");
    }

    private Optional<Blocker> blocker(State actual, boolean isComing) {
        if (!actual.folder().isThere()) {
            return Optional.of(Blocker.of(Message.of("there is no directory %s", dest), Prerequisite.path(dest)));
        }
        if (onHost.isPresent() && actual.archive().isEmpty() && !isComing) {
            return Optional.of(
                    Blocker.of(Message.of("there is no file %s", onHost.get()), Prerequisite.path(onHost.get())));
        }
        String opener = actual.format() == ArchiveFormat.ZIP ? "unzip" : "tar";
        return Stream.concat(Stream.of(opener), actual.format().program().stream())
                .filter(program -> !actual.programs().contains(program))
                .findFirst()
                .map(program -> Blocker.of(
                        Message.of("there is no %s, which this archive needs", program),
                        new Prerequisite(Prerequisite.Kind.PROGRAM, program)))
                .or(() -> attributes().blocker(actual.folder()));
    }

    @Override
    public Optional<Message> verify(State before, State after, ScriptResult scriptResult, Machine machine) {
        Plan left = plan(after, machine, PendingChanges.NOTHING);
        if (left.isNothing()) {
            return Optional.empty();
        }
        if (scriptResult.exitCode() != 0) {
            return Optional.of(Message.of("the archive could not be unpacked"));
        }
        return Optional.of(creates.map(path -> Message.of("it was unpacked, but %s is not there", path))
                .orElse(left.whatIsLeft()));
    }

    @Override
    public List<Resource<?>> undo(List<RecordedChange> made) {
        return List.of(new RestoreFolder(label(), files(), false));
    }

    @Override
    public List<String> brings() {
        return List.of(label());
    }
}
