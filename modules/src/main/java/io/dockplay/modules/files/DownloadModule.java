package io.dockplay.modules.files;

import io.dockplay.resource.Blocker;
import io.dockplay.resource.Change;
import io.dockplay.resource.Machine;
import io.dockplay.resource.PendingChanges;
import io.dockplay.resource.Plan;
import io.dockplay.resource.Prerequisite;
import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.RecordedChange;
import io.dockplay.resource.Resource;
import io.dockplay.resource.Script;
import io.dockplay.resource.ScriptResult;
import io.dockplay.resource.UnsupportedState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A file that the host fetches from an address.
 *
 * <pre>{@code
 * download: {url: "https://example.org/tool.tar.gz", path: /opt/tool.tar.gz, checksum: "sha256:9f86d0…"}
 * }</pre>
 *
 * @param url the address: http, https or ftp
 * @param path where the file shall be, from the root
 * @param checksum the one that it shall have, such as {@code sha256:…}; without it a file that is there is left alone
 * @param force whether it is fetched at each run, and takes the place of what is there where that is another
 * @param headers a header's name → its value
 * @param timeout after how many seconds without an answer, or without a byte, the server is given up; 30 without it
 * @param validateCerts whether the server must prove who it is; true without it
 * @param mode the permissions, as four octal digits; without it they stay, and a new file gets 0644
 * @param owner the user; without it that stays
 * @param group the group; without it that stays
 * @param backup as the module file means it
 */
public record DownloadModule(
        String url,
        String path,
        Optional<String> checksum,
        Optional<Boolean> force,
        Map<String, String> headers,
        Optional<Integer> timeout,
        Optional<Boolean> validateCerts,
        Optional<String> mode,
        Optional<String> owner,
        Optional<String> group,
        Optional<Boolean> backup)
        implements Resource<DownloadModule.Found> {

    /**
     * What is at the path, and what could fetch something.
     *
     * @param file what is there
     * @param digits its checksum, where one is wanted
     * @param hasTool whether there is curl or wget
     */
    public record Found(FileState file, String digits, boolean hasTool) {}

    private static final int TIMEOUT = 30;

    /** What a script prints that has fetched just what was there already. */
    private static final String SAME = "dockplay: it is the same as before";

    public DownloadModule {
        path = FilePath.checked(path);
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        mode = mode.map(digits -> digits.matches("[0-7]{3}") ? "0" + digits : digits);
        new HttpRequest(url, headers, timeout.orElse(TIMEOUT), validateCerts.orElse(true));
        new FileAttributes(mode, owner, group);
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
    public Found read(ProbeOutput probeOutput) {
        return new Found(
                FileState.read(path, probeOutput),
                probeOutput.text("digits").replaceFirst(" .*", ""),
                !probeOutput.text("tool").isEmpty());
    }

    @Override
    public Plan plan(Found actual, Machine machine, PendingChanges pendingChanges) {
        FileState file = actual.file();
        if (file.isThere() && !file.isFile()) {
            throw new UnsupportedState(
                    path + " is " + file.kind(),
                    file.isLink() ? "It was left as it is; name that file instead." : "It was left as it is.");
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
        List<Change> differing = attributes().changes(file);
        changes.addAll(differing);
        if (changes.isEmpty()) {
            return Plan.NOTHING;
        }
        Optional<Blocker> blocker = file.fixity(path).or(() -> attributes().blocker(file));
        if (blocker.isEmpty() && fetches && !actual.hasTool()) {
            blocker = Optional.of(
                    Blocker.of("there is neither curl nor wget", new Prerequisite(Prerequisite.Kind.PROGRAM, "curl")));
        }
        if (blocker.isPresent()) {
            return Plan.blocked(changes, blocker.get());
        }
        Script script = fetches
                ? fetch(file, machine, differing.isEmpty())
                : FileContent.keep(path, backup).then(attributes().change(file, path));
        Plan plan = FileContent.inFolder(file, pendingChanges, changes, script);
        return fetches ? FileContent.tellingOfFormer(plan, path, file, backup) : plan;
    }

    /** To a file beside it, which takes its place only when it is what was wanted. */
    private Script fetch(FileState file, Machine machine, boolean onlyContent) {
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
        // What is there is kept first: also a download that fails leaves something to be given back.
        return FileContent.keep(path, backup)
                .then(FilePath.makeNew(path))
                .then(request.fetch())
                .then(check)
                .then(compare)
                .then(FileContent.place(path, file, backup, attributes(), machine));
    }

    /** Without a checksum nothing tells what a server gave from what was there before, but that it gave it. */
    @Override
    public Optional<String> verify(Found before, Found after, ScriptResult scriptResult, Machine machine) {
        if (sum().isPresent() || !force.orElse(false)) {
            Plan left = plan(after, machine, PendingChanges.NOTHING);
            return left.isNothing() ? Optional.empty() : Optional.of(left.whatIsLeft());
        }
        if (scriptResult.exitCode() != 0 || !after.file().isFile()) {
            return Optional.of(url + " could not be fetched");
        }
        List<Change> left = attributes().changes(after.file());
        return left.isEmpty() ? Optional.empty() : Optional.of(left.get(0).toString());
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
