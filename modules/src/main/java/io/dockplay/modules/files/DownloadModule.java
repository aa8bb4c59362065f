package io.dockplay.modules.files;

import io.dockplay.message.Message;
import io.dockplay.resource.Blocker;
import io.dockplay.resource.Change;
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
import io.dockplay.resource.Supply;
import io.dockplay.resource.UnsupportedState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Fetches a file with the host's curl or wget, and moves it to its place in one step. */
@PlaybookModule(name = "download", sentence = "A file that the host fetches from an address.", example = """
                - name: The tool, just this version
                  download:
                    url: https://example.org/releases/2.1/tool
                    path: /usr/local/bin/tool
                    checksum: sha256:2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824
                    mode: "0755"

                - name: The list of mirrors, as it is today
                  download:
                    url: https://example.org/mirrors
                    path: /etc/mirrors
                    force: true
                    headers: {Authorization: "Bearer ${token}"}
                """)
public record DownloadModule(
        @Option("the address: `https://`, `http://` or `ftp://`")
        String url,

        @Option("where the file shall be, from the root, its name included")
        String path,

        @Option(
                value = "the one that the file shall have; also `sha512`, `sha384`, `sha224`, `sha1` and `md5`",
                example = "sha256:…")
        Optional<String> checksum,

        @Option(
                value = "fetch it at each run, and put it in the place of what is there where that is another",
                defaults = "false")
        Optional<Boolean> force,

        @Option(
                value = "headers of the request; their values are shown nowhere",
                example = "{Authorization: \"Bearer ${token}\"}")
        Map<String, String> headers,

        @Option(
                value = "after so many seconds without an answer, or without a byte, the server is given up",
                defaults = "30")
        Optional<Integer> timeout,

        @Option(value = "whether an `https` server must prove who it is", defaults = "true")
        Optional<Boolean> validateCerts,

        @Option(
                value = "the permissions, in octal or [as changes](file.md); without it they stay, and a new file gets "
                        + "`0644`",
                example = "\"0644\"")
        Optional<String> mode,

        @Option("the user, by name or number; without it that stays")
        Optional<String> owner,

        @Option("the group, by name or number; without it that stays")
        Optional<String> group,

        @Option("as [file](file.md) means it") Optional<Boolean> backup)
        implements Resource<DownloadModule.State> {

    /**
     * What is at the path, and whether the host can download.
     *
     * @param file what is at the path
     * @param digits its checksum, where one is wanted
     * @param hasTool whether there is curl or wget
     */
    public record State(FileState file, String digits, boolean hasTool) {}

    private static final int TIMEOUT = 30;

    /** The output of a script that has downloaded the same content as before. */
    private static final String SAME = "dockplay: it is the same as before";

    public DownloadModule {
        path = FilePath.checked(path);
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        mode = new FileAttributes(mode, owner, group).mode();
        new HttpRequest(url, headers, timeout.orElse(TIMEOUT), validateCerts.orElse(true));
        checksum.ifPresent(Checksum::of);
    }

    private Optional<Checksum> sum() {
        return checksum.map(Checksum::of);
    }

    private FileAttributes attributes() {
        return new FileAttributes(mode, owner, group);
    }

    @Override
    public String label() {
        return path;
    }

    @Override
    public List<String> writes() {
        return List.of(path);
    }

    @Override
    public Script probe(Machine machine) {
        Script digits = sum().map(wanted -> Script.of(
                        "\nanswer digits; if [ -f \"$path\" ] && [ ! -L \"$path\" ]; then {} <\"$path\"; fi",
                        wanted.command()))
                .orElse(Script.NOTHING);
        return Script.of(
                "{}{}\nanswer tool; command -v curl || command -v wget",
                FileState.probe(path, false, owner, group),
                digits);
    }

    @Override
    public State read(ProbeOutput probeOutput) {
        return new State(
                FileState.read(path, probeOutput),
                probeOutput.text("digits").replaceFirst(" .*", ""),
                !probeOutput.text("tool").isEmpty());
    }

    @Override
    public Plan plan(State actual, Machine machine, PendingChanges pendingChanges) {
        FileState file = actual.file();
        if (file.isThere() && !file.isFile()) {
            throw new UnsupportedState(
                    file.whatIs(path),
                    file.isLink()
                            ? Message.of("It was left as it is; name that file instead.")
                            : Message.of("It was left as it is."));
        }
        boolean fetches = !file.isThere()
                || sum().map(wanted -> !wanted.digits().equals(actual.digits())).orElse(force.orElse(false));
        List<Change> changes = new ArrayList<>();
        if (fetches) {
            String from = file.isThere() ? file.bytes() + " bytes" : Change.ABSENT;
            String to = "as from " + url + sum().map(wanted -> ", " + wanted).orElse("");
            String kept = file.isThere() ? RecordedChange.PRESENT : Change.ABSENT;
            changes.add(Change.of(FileContent.CONTENT, from, to)
                    .recordedAs(FileContent.CONTENT, kept, RecordedChange.PRESENT));
        }
        FileAttributes attributes = attributes().forFile(file);
        List<Change> differing = attributes.changes(file);
        changes.addAll(differing);
        if (changes.isEmpty()) {
            return Plan.NOTHING;
        }
        Optional<Blocker> blocker = file.fixity(path).or(() -> attributes.blocker(file));
        if (blocker.isEmpty() && fetches && !actual.hasTool()) {
            blocker = Optional.of(Blocker.of(
                    Message.of("there is neither curl nor wget"), new Prerequisite(Prerequisite.Kind.PROGRAM, "curl")));
        }
        if (blocker.isPresent()) {
            return Plan.blocked(changes, blocker.get());
        }
        Script script = fetches
                ? fetch(file, attributes, machine, differing.isEmpty())
                : FileContent.keep(path, backup).then(attributes.change(file, path));
        Plan plan = FileContent.inFolder(file, pendingChanges, changes, script);
        return fetches ? FileContent.withWarningOfFormer(plan, path, file, backup) : plan;
    }

    /** Downloads to a file beside the path, which replaces the old one only when its checksum is right. */
    private Script fetch(FileState file, FileAttributes attributes, Machine machine, boolean onlyContent) {
        HttpRequest request = new HttpRequest(url, headers, timeout.orElse(TIMEOUT), validateCerts.orElse(true));
        Script check = sum().map(wanted -> Script.of(
                        """
                        sum=$({} <"$new")
                        if [ "${sum%% *}" != {} ]; then
                          printf '%s\\n' {}" ${sum%% *}" >&2
                          exit 1
                        fi""",
                        wanted.command(),
                        wanted.digits(),
                        "what " + url + " gave is not what was wanted: its " + wanted.algorithm() + " is"))
                .orElse(Script.NOTHING);
        boolean mayBeSame = sum().isEmpty() && file.isFile() && onlyContent;
        Script compare = mayBeSame
                ? Script.of("if cmp -s \"$new\" {}; then\n  echo {}\n  exit 0\nfi", path, SAME)
                : Script.NOTHING;
        // The old file is kept first, so that it can be restored even after a failed download.
        return FileContent.keep(path, backup)
                .then(FilePath.makeNew(path))
                .then(request.fetch())
                .then(check)
                .then(compare)
                .then(FileContent.place(path, file, backup, attributes, machine));
    }

    @Override
    public List<Supply> supplies() {
        return List.of(new Supply.Address(url));
    }

    /**
     * Trusts the script where a forced download has no checksum, because a probe cannot tell the new content from the
     * old.
     */
    @Override
    public Optional<Message> verify(State before, State after, ScriptResult scriptResult, Machine machine) {
        if (sum().isPresent() || !force.orElse(false)) {
            Plan left = plan(after, machine, PendingChanges.NOTHING);
            return left.isNothing() ? Optional.empty() : Optional.of(left.whatIsLeft());
        }
        if (scriptResult.exitCode() != 0 || !after.file().isFile()) {
            return Optional.of(Message.of("%s could not be fetched", url));
        }
        List<Change> left = attributes().forFile(after.file()).changes(after.file());
        return left.isEmpty()
                ? Optional.empty()
                : Optional.of(Message.quoted(left.get(0).toString()));
    }

    @Override
    public boolean changed(ScriptResult scriptResult) {
        return !scriptResult.stdout().strip().endsWith(SAME);
    }

    @Override
    public List<Resource<?>> undo(List<RecordedChange> made) {
        return List.of(FileModule.before(path, made, Checksums.of(path, made)));
    }

    @Override
    public List<String> brings() {
        return List.of(path);
    }
}
