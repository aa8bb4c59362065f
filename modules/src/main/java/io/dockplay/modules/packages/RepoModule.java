package io.dockplay.modules.packages;

import io.dockplay.message.Message;
import io.dockplay.modules.files.Checksums;
import io.dockplay.modules.files.FileAttributes;
import io.dockplay.modules.files.FilePath;
import io.dockplay.modules.files.RestoreFile;
import io.dockplay.modules.files.UnfetchedUrl;
import io.dockplay.modules.text.UnifiedDiff;
import io.dockplay.resource.Change;
import io.dockplay.resource.Content;
import io.dockplay.resource.InvalidOption;
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
import io.dockplay.resource.Sha256;
import io.dockplay.resource.Supply;
import io.dockplay.resource.Utf8;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Writes a file of /etc/yum.repos.d, and makes yum read the repositories in it again. */
@PlaybookModule(
        name = "repo",
        sentence = "A repository of packages: a file in /etc/yum.repos.d, made of options or fetched from an address.",
        example = """
                - name: The packages of CentOS 6.10
                  repo:
                    id: vault
                    baseurl: http://vault.centos.org/6.10/os/$basearch/
                    gpgkey: file:///etc/pki/rpm-gpg/RPM-GPG-KEY-CentOS-6

                - name: Docker's own repository
                  repo: {id: docker-ce, url: https://download.docker.com/linux/centos/docker-ce.repo}

                - name: No longer a repository of Docker's
                  repo: {id: docker-ce, state: absent}
                """)
public record RepoModule(
        @Option("the repository's id, and the name of its file")
        String id,

        @Option(value = "whether the file is there", defaults = "present")
        Optional<DesiredState> state,

        @Option("where a whole .repo file is fetched from, by the host; instead of all that describes a repository")
        Optional<String> url,

        @Option("texts of the fetched file → what stands in their place, such as `{\"$releasever\": \"7\"}`")
        Map<String, String> replace,

        @Option("what people call it; without it, the id") Optional<String> name,
        @Option("the addresses of its packages") List<String> baseurl,

        @Option("the address of a list of such addresses; instead of `baseurl`")
        Optional<String> mirrorlist,

        @Option("the addresses of the keys that its packages are signed with")
        List<String> gpgkey,

        @Option("whether signatures are checked; without it they are, and then `gpgkey` must be given")
        Optional<Boolean> gpgcheck,

        @Option("whether it is used; without it, yes, or as the fetched file says")
        Optional<Boolean> enabled,

        @Option("for yum-plugin-priorities; lower wins") Optional<Integer> priority,
        @Option("packages that are not taken from it") List<String> exclude,

        @Option("whether the server's certificate is checked")
        Optional<Boolean> sslverify,

        @Option("after how many seconds a server that does not answer is given up")
        Optional<Integer> timeout)
        implements Resource<RepoModule.State> {

    /** What is wanted of a repository. */
    public enum DesiredState {
        /** The repository exists as described. */
        PRESENT,
        /** The repository does not exist. */
        ABSENT
    }

    /**
     * The actual state of the repository's file, and what was fetched for it.
     *
     * @param content the file's content; none when there is no file
     * @param fetched the file at the address; none when it was not fetched, or could not be
     * @param complaint the output of a failed fetch
     * @param elsewhere other files that hold a repository of the same id
     */
    public record State(Optional<String> content, Optional<String> fetched, String complaint, List<String> elsewhere) {

        public State {
            elsewhere = List.copyOf(elsewhere);
        }
    }

    private static final String CONTENT = "content";
    private static final String PRESENT = RecordedChange.PRESENT;
    private static final String UNREADABLE = "dockplay: yum cannot read the repository";
    private static final Pattern ADDRESS = Pattern.compile("(https?|ftp|file)://\\S+");

    public RepoModule {
        replace = Collections.unmodifiableMap(new LinkedHashMap<>(replace));
        baseurl = List.copyOf(baseurl);
        gpgkey = List.copyOf(gpgkey);
        exclude = List.copyOf(exclude);
        if (!id.matches("[A-Za-z0-9][A-Za-z0-9_.:-]*")) {
            throw new InvalidOption(
                    "id",
                    Message.of("\"%s\" is not a repository's id", id),
                    Message.of("Letters, digits, and - _ . : are allowed."));
        }
        boolean described = !baseurl.isEmpty() || mirrorlist.isPresent();
        if (state.orElse(DesiredState.PRESENT) == DesiredState.PRESENT && described == url.isPresent()) {
            throw new InvalidOption(
                    "",
                    described
                            ? Message.of("the repository %s is described and yet to be fetched", id)
                            : Message.of("nothing says where the repository %s is", id),
                    Message.of("Give url: the address of a .repo file, or else baseurl: or mirrorlist:."));
        }
        if (!baseurl.isEmpty() && mirrorlist.isPresent()) {
            throw new InvalidOption(
                    "mirrorlist",
                    Message.of("baseurl and mirrorlist do not go together"),
                    Message.of("Leave out one."));
        }
        if (!replace.isEmpty() && url.isEmpty()) {
            throw new InvalidOption(
                    "replace", Message.of("there is nothing to replace in"), Message.of("replace goes with url."));
        }
        if (url.isPresent()
                && (Stream.of(name, gpgcheck, priority, sslverify, timeout).anyMatch(Optional::isPresent)
                        || !gpgkey.isEmpty()
                        || !exclude.isEmpty())) {
            throw new InvalidOption(
                    "url",
                    Message.of("the fetched file of %s says itself what it describes", id),
                    Message.of(
                            "Leave out all options but id, url, replace and enabled; replace can change texts of the "
                                    + "file."));
        }
        addresses("url", url.stream());
        addresses("baseurl", baseurl.stream());
        addresses("mirrorlist", mirrorlist.stream());
        addresses("gpgkey", gpgkey.stream());
        Stream.concat(name.stream(), exclude.stream())
                .filter(text -> text.isBlank() || text.chars().anyMatch(Character::isISOControl))
                .findFirst()
                .ifPresent(text -> {
                    throw new InvalidOption(
                            "", Message.of("\"%s\" is not one line of text", text.strip()), Message.NONE);
                });
        range("priority", priority, 1, 99);
        range("timeout", timeout, 1, 86_400);
        if (gpgcheck.orElse(true) && described && gpgkey.isEmpty() && gpgcheck.isEmpty()) {
            throw new InvalidOption(
                    "gpgkey",
                    Message.of("nothing says which key the packages of %s are signed with", id),
                    Message.of(
                            "Give gpgkey:, or gpgcheck: false to trust the server, or gpgcheck: true when the key is "
                                    + "already there."));
        }
    }

    private static void addresses(String option, Stream<String> written) {
        written.filter(text -> !ADDRESS.matcher(text).matches()).findFirst().ifPresent(text -> {
            throw new InvalidOption(
                    option,
                    Message.of("\"%s\" is not an address", text),
                    Message.of(
                            "Begin it with https://, http://, ftp:// or file:///, and list several as [one, another]."));
        });
    }

    private static void range(String option, Optional<Integer> number, int least, int most) {
        number.filter(each -> each < least || each > most).ifPresent(each -> {
            throw new InvalidOption(option, Message.of("%s is not between %s and %s", each, least, most), Message.NONE);
        });
    }

    private String path() {
        return path(id);
    }

    private static String path(String id) {
        return "/etc/yum.repos.d/" + id + ".repo";
    }

    @Override
    public String label() {
        return id;
    }

    @Override
    public List<String> writes() {
        return List.of(path());
    }

    /** Probes the file, and fetches the address only when the file was not made from it before. */
    @Override
    public Script probe(Machine machine) {
        Script file = Script.of("file={}\nif [ -e \"$file\" ]; then answer content; cat \"$file\"; fi", path());
        if (isAbsent()) {
            return file;
        }
        if (url.isEmpty()) {
            return file.then(Script.of(
                    "answer elsewhere; grep -l '^\\['{}'\\]' /etc/yum.repos.d/*.repo", id.replace(".", "\\.")));
        }
        // The checksum of what stands behind the first line: the shell reads no further than that.
        return Script.of("""
                file={} mark= sum=
                { IFS= read -r mark; sum=$(exec sha256sum); } <"$file"
                if [ "$mark" != {}" ${sum%% *}" ]; then
                  if [ -e "$file" ]; then answer content; cat "$file"; fi
                  if command -v curl >/dev/null; then
                    fetched=$(curl -gfsSL --connect-timeout 10 --max-time 60 {} 2>&1 && echo .)
                  else
                    fetched=$(wget -q -T 10 -O - {} 2>&1 && echo .)
                  fi
                  case $fetched in
                    *.) answer fetched; printf '%s' "${fetched%.}" ;;
                    *) answer complaint; printf '%s\\n' "$fetched" ;;
                  esac
                fi""", path(), mark(), url.get(), url.get());
    }

    /** Its scripts end at the first command that fails. */
    @Override
    public Optional<Script> proof() {
        return Optional.of(Script.NOTHING);
    }

    @Override
    public State read(ProbeOutput probeOutput) {
        return new State(
                probeOutput.has(CONTENT) ? Optional.of(probeOutput.raw(CONTENT)) : Optional.empty(),
                probeOutput.has("fetched") ? Optional.of(probeOutput.raw("fetched")) : Optional.empty(),
                probeOutput.text("complaint"),
                probeOutput.lines("elsewhere").stream()
                        .filter(file -> !file.equals(path()))
                        .toList());
    }

    /** Plans the file, and warns of other files with the same id: yum silently uses only one of them. */
    @Override
    public Plan plan(State actual, Machine machine, PendingChanges pendingChanges) {
        Plan plan = difference(actual, machine);
        return actual.elsewhere().isEmpty()
                ? plan
                : plan.warning(Message.of(
                        "a repository %s is also in %s, and yum takes only one of them; take it out there, or choose "
                                + "another id",
                        id, String.join(", ", actual.elsewhere())));
    }

    private Plan difference(State actual, Machine machine) {
        if (isAbsent()) {
            return actual.content().isEmpty()
                    ? Plan.NOTHING
                    : Plan.of(
                            List.of(Change.of(id, PRESENT, Change.ABSENT)),
                            Script.of("keep {}\nrm -f {}", path(), path()));
        }
        String from = actual.content().isEmpty() ? Change.ABSENT : "other content";
        Change change = Change.of(
                        CONTENT, from, url.map(address -> "as from " + address).orElse("as described"))
                .recordedAs(CONTENT, actual.content().isEmpty() ? Change.ABSENT : PRESENT, PRESENT);
        if (!actual.complaint().isEmpty()) {
            return Plan.blocked(
                    List.of(change),
                    UnfetchedUrl.blocker(
                            Message.of("%s cannot be fetched: %s", url.orElse(""), actual.complaint()),
                            actual.complaint()));
        }
        if (url.isPresent() && actual.fetched().isEmpty()) {
            return Plan.NOTHING;
        }
        String body = actual.fetched()
                .map(text -> RepoFile.adapted(text, replace, id, enabled))
                .orElseGet(() -> RepoFile.described(this));
        if (url.isPresent() && !body.contains("[")) {
            return Plan.blocked(
                    List.of(change), Message.of("%s is not a .repo file: there is no [section] in it", url.get()));
        }
        if (actual.content().filter(body::equals).isPresent()) {
            return Plan.NOTHING;
        }
        String wanted = url.isPresent() ? mark() + " " + Sha256.hex(body) + "\n" + body : body;
        List<String> used = RepoFile.enabledSections(body);
        Script script = used.isEmpty()
                ? write(actual, wanted, machine).then(FilePath.putNew(path()))
                : write(actual, wanted, machine)
                        .then(former(actual))
                        .then(FilePath.putNew(path()))
                        .then(refresh(actual, used, machine));
        return Plan.of(
                List.of(change.withDiff(UnifiedDiff.of(path(), actual.content().orElse(""), wanted))),
                actual.content().isPresent() ? script : script.then(FileAttributes.label(machine, path())));
    }

    /** Makes {@code $new} with the content and the attributes of the file that it will replace. */
    private Script write(State actual, String wanted, Machine machine) {
        Content content = new Content(Utf8.bytes(wanted));
        if (actual.content().isEmpty()) {
            return FilePath.nameNew(path()).then(Script.of("install -T -m 644 {} \"$new\"\nkeep {}", content, path()));
        }
        Script whole = FilePath.makeNew(path()).then(Script.of("cat {} >\"$new\"\nkeep {}", content, path()));
        Script label = machine.selinux().equals("disabled")
                ? Script.NOTHING
                : Script.of("chcon --reference={} \"$new\" || :", path());
        return whole.then(Script.of("chown --reference={} \"$new\"\nchmod --reference={} \"$new\"", path(), path()))
                .then(label);
    }

    private Script former(State actual) {
        return actual.content().isEmpty()
                ? Script.NOTHING
                : Script.of(
                        "former=\"$new.former\"\ntrap 'rm -f \"$new\" \"$former\"' 0\ncp -a {} \"$former\"", path());
    }

    /**
     * Makes yum read the repositories of this file; a file that yum cannot read is removed, as it would break all
     * others.
     */
    private Script refresh(State actual, List<String> used, Machine machine) {
        List<String> options = new ArrayList<>();
        options.add("--disablerepo=*");
        used.forEach(each -> options.add("--enablerepo=" + each));
        Script back =
                actual.content().isEmpty() ? Script.of("rm -f {}", path()) : Script.of("mv -fT \"$former\" {}", path());
        // With an old cache of that id yum would accept another address without reading it.
        return Script.of(
                "yum -q {} clean metadata && yum -q {} makecache{} || {\n  echo {} >&2\n  {}\n  exit 1\n}",
                options,
                options,
                machine.major() >= 7 ? Script.of(" fast") : Script.NOTHING,
                UNREADABLE,
                back);
    }

    private Message where() {
        return url.map(address -> Message.of("the repositories of %s", address))
                .orElseGet(() -> Message.quoted(
                        String.join(", ", mirrorlist.map(List::of).orElse(baseurl))));
    }

    private boolean isAbsent() {
        return state.orElse(DesiredState.PRESENT) == DesiredState.ABSENT;
    }

    /** Returns the first line of a fetched file without the checksum of the rest: the task's options. */
    private String mark() {
        String asked = url.orElse("")
                + RepoFile.sorted(replace)
                + enabled.map(String::valueOf).orElse("");
        return "# Kept by dockplay; from " + url.orElse("") + " "
                + Sha256.hex(asked).substring(0, 8);
    }

    @Override
    public Optional<Message> verify(State before, State after, ScriptResult scriptResult, Machine machine) {
        Plan left = plan(after, machine, PendingChanges.NOTHING);
        if (scriptResult.exitCode() == 0) {
            return left.isNothing() ? Optional.empty() : Optional.of(left.whatIsLeft());
        }
        String words = scriptResult.stderr().replace(UNREADABLE, "").strip();
        boolean unreadable = scriptResult.stderr().contains(UNREADABLE);
        Message state = left.isNothing()
                ? Message.of("%s is written, but the change ended with %s", path(), scriptResult.ending())
                : unreadable
                        ? Message.of("yum cannot read %s, so %s is again as it was before", where(), path())
                        : left.whatIsLeft();
        Message reason = unreadable
                ? YumMessages.reason(new ScriptResult(scriptResult.exitCode(), scriptResult.stdout(), words))
                : Message.quoted(words);
        return Optional.of(Message.listed(List.of(state, reason)));
    }

    @Override
    public List<Supply> supplies() {
        if (isAbsent()) {
            return List.of();
        }
        return List.of(url.<Supply>map(address ->
                        new Supply.FetchedRepositories(address, text -> RepoFile.adapted(text, replace, id, enabled)))
                .orElseGet(() -> new Supply.Repositories(RepoFile.described(this))));
    }

    @Override
    public List<String> brings() {
        return isAbsent() ? List.of() : List.of(id);
    }

    /** Restores the file. */
    @Override
    public List<Resource<?>> undo(List<RecordedChange> made) {
        return List.of(former(id, made));
    }

    public static Resource<?> former(String id, List<RecordedChange> made) {
        String path = path(id);
        return new RestoreFile(path, made.get(0).wasAbsent(), Checksums.of(path, made));
    }
}
