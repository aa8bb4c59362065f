package io.dockplay.modules;

import io.dockplay.resource.Answers;
import io.dockplay.resource.Change;
import io.dockplay.resource.Content;
import io.dockplay.resource.InvalidOption;
import io.dockplay.resource.Machine;
import io.dockplay.resource.Outcome;
import io.dockplay.resource.Pending;
import io.dockplay.resource.Plan;
import io.dockplay.resource.Resource;
import io.dockplay.resource.Script;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A repository of packages: a file in /etc/yum.repos.d, made of options or fetched from an address.
 *
 * <pre>{@code
 * repo: {id: base, baseurl: "http://vault.centos.org/6.10/os/$basearch/", gpgcheck: true, gpgkey: "file:///etc/…"}
 * repo: {id: docker-ce, url: https://download.docker.com/linux/centos/docker-ce.repo}
 * repo: {id: docker-ce, state: absent}
 * }</pre>
 *
 * @param id the repository's id, and the name of its file
 * @param state present (what is meant without it) or absent
 * @param url where a whole .repo file is fetched from, by the host; instead of all that describes a repository
 * @param replace texts of the fetched file → what stands in their place
 * @param name what people call it; the id, without it
 * @param baseurl the addresses of its packages
 * @param mirrorlist the address of a list of such addresses; instead of baseurl
 * @param gpgkey the addresses of the keys that its packages are signed with
 * @param gpgcheck whether signatures are checked; true without it
 * @param enabled whether it is used; true without it, or as the fetched file says
 * @param priority for yum-plugin-priorities; lower wins
 * @param exclude packages that are not taken from it
 * @param sslverify whether the server's certificate is checked
 * @param timeout after how many seconds a server that does not answer is given up
 */
public record RepoModule(
        String id,
        Optional<State> state,
        Optional<String> url,
        Map<String, String> replace,
        Optional<String> name,
        List<String> baseurl,
        Optional<String> mirrorlist,
        List<String> gpgkey,
        Optional<Boolean> gpgcheck,
        Optional<Boolean> enabled,
        Optional<Integer> priority,
        List<String> exclude,
        Optional<Boolean> sslverify,
        Optional<Integer> timeout)
        implements Resource<RepoModule.Found> {

    /** What is wanted of a repository. */
    public enum State {
        /** It is there, as described. */
        PRESENT,
        /** It is not there. */
        ABSENT
    }

    /**
     * The repository's file, and what was fetched for it.
     *
     * @param content the file's content; none when there is no file
     * @param fetched what the address gave; none when it was not asked, or gave nothing
     * @param complaint what the attempt to fetch it printed
     */
    public record Found(Optional<String> content, Optional<String> fetched, String complaint) {}

    private static final String CONTENT = "content";

    public RepoModule {
        replace = Map.copyOf(replace);
        baseurl = List.copyOf(baseurl);
        gpgkey = List.copyOf(gpgkey);
        exclude = List.copyOf(exclude);
        if (!id.matches("[A-Za-z0-9][A-Za-z0-9_.:-]*")) {
            throw new InvalidOption(
                    "id", "\"" + id + "\" is not a repository's id", "Letters, digits, and - _ . : are allowed.");
        }
        boolean described = !baseurl.isEmpty() || mirrorlist.isPresent();
        if (state.orElse(State.PRESENT) == State.PRESENT && described == url.isPresent()) {
            throw new InvalidOption(
                    "",
                    described
                            ? "the repository " + id + " is described and yet to be fetched"
                            : "nothing says where the repository " + id + " is",
                    "Give url: the address of a .repo file, or else baseurl: or mirrorlist:.");
        }
        if (!baseurl.isEmpty() && mirrorlist.isPresent()) {
            throw new InvalidOption("mirrorlist", "baseurl and mirrorlist do not go together", "Leave out one.");
        }
        if (!replace.isEmpty() && url.isEmpty()) {
            throw new InvalidOption("replace", "there is nothing to replace in", "replace goes with url.");
        }
        if (url.isPresent() && !url.get().matches("(https?|ftp|file)://\\S+")) {
            throw new InvalidOption(
                    "url", "\"" + url.get() + "\" is not an address", "Begin it with https:// or http://");
        }
        if (gpgcheck.orElse(true) && described && gpgkey.isEmpty() && gpgcheck.isEmpty()) {
            throw new InvalidOption(
                    "gpgkey",
                    "nothing says which key the packages of " + id + " are signed with",
                    "Give gpgkey:, or gpgcheck: false to trust the server, or gpgcheck: true when the key is already there.");
        }
    }

    private String path() {
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

    /** The address is asked only when the file is not already what was made of it. */
    @Override
    public Script probe(Machine machine) {
        Script file = Script.of("file={}\nif [ -e \"$file\" ]; then answer content; cat \"$file\"; fi", path());
        if (url.isEmpty() || isAbsent()) {
            return file;
        }
        return file.then(Script.of("""
                sum=$(tail -n +2 "$file" | sha256sum)
                if [ "$(head -n 1 "$file")" != {}" ${sum%% *}" ]; then
                  if command -v curl >/dev/null; then
                    fetched=$(curl -fsSL --connect-timeout 10 --max-time 60 {} 2>&1 && echo .)
                  else
                    fetched=$(wget -q -T 10 -O - {} 2>&1 && echo .)
                  fi
                  case $fetched in
                    *.) answer fetched; printf '%s' "${fetched%.}" ;;
                    *) answer complaint; printf '%s\\n' "$fetched" ;;
                  esac
                fi""", mark(), url.get(), url.get()));
    }

    @Override
    public Found read(Answers answers) {
        return new Found(
                answers.has(CONTENT) ? Optional.of(answers.raw(CONTENT)) : Optional.empty(),
                answers.has("fetched") ? Optional.of(answers.raw("fetched")) : Optional.empty(),
                answers.text("complaint"));
    }

    @Override
    public Plan plan(Found actual, Machine machine, Pending pending) {
        if (isAbsent()) {
            return actual.content().isEmpty()
                    ? Plan.NOTHING
                    : Plan.of(
                            List.of(Change.of(id, "present", Change.ABSENT)),
                            Script.of("keep {}\nrm -f {}", path(), path()));
        }
        String from = actual.content().isEmpty() ? Change.ABSENT : "other content";
        Change change = Change.of(
                CONTENT, from, url.map(address -> "as from " + address).orElse("as described"));
        if (!actual.complaint().isEmpty()) {
            return Plan.blocked(List.of(change), url.orElse("") + " cannot be fetched: " + actual.complaint());
        }
        if (url.isPresent() && actual.fetched().isEmpty()) {
            return Plan.NOTHING;
        }
        String body = actual.fetched()
                .map(text -> RepoFile.adapted(text, replace, id, enabled))
                .orElseGet(this::described);
        if (url.isPresent() && !body.contains("[")) {
            return Plan.blocked(List.of(change), url.get() + " is not a .repo file: there is no [section] in it");
        }
        if (actual.content().filter(body::equals).isPresent()) {
            return Plan.NOTHING;
        }
        String wanted = url.isPresent() ? mark() + " " + RepoFile.sha256(body) + "\n" + body : body;
        String beside = path() + ".dockplay-new";
        Script write = Script.of(
                "keep {}\ncp {} {}\nchmod 644 {}\nmv -f {} {}",
                path(),
                new Content(wanted.getBytes(StandardCharsets.UTF_8)),
                beside,
                beside,
                beside,
                path());
        Script refresh = !enabled.orElse(true)
                ? Script.NOTHING
                : machine.major() >= 7 ? Script.of("yum -q makecache fast") : Script.of("yum -q makecache");
        return Plan.of(
                List.of(change.withDiff(UnifiedDiff.of(path(), actual.content().orElse(""), wanted))),
                write.then(refresh));
    }

    private boolean isAbsent() {
        return state.orElse(State.PRESENT) == State.ABSENT;
    }

    /** The first line of a fetched file but for the checksum of the rest: what was asked for. */
    private String mark() {
        String asked = url.orElse("")
                + RepoFile.sorted(replace)
                + enabled.map(String::valueOf).orElse("");
        return "# Kept by dockplay; from " + url.orElse("") + " "
                + RepoFile.sha256(asked).substring(0, 8);
    }

    private String described() {
        StringBuilder text = new StringBuilder("[" + id + "]\n");
        text.append("name=").append(name.orElse(id)).append('\n');
        if (!baseurl.isEmpty()) {
            text.append("baseurl=").append(String.join("\n        ", baseurl)).append('\n');
        }
        mirrorlist.ifPresent(
                address -> text.append("mirrorlist=").append(address).append('\n'));
        text.append("enabled=").append(enabled.orElse(true) ? 1 : 0).append('\n');
        text.append("gpgcheck=").append(gpgcheck.orElse(true) ? 1 : 0).append('\n');
        if (!gpgkey.isEmpty()) {
            text.append("gpgkey=").append(String.join("\n       ", gpgkey)).append('\n');
        }
        priority.ifPresent(number -> text.append("priority=").append(number).append('\n'));
        if (!exclude.isEmpty()) {
            text.append("exclude=").append(String.join(" ", exclude)).append('\n');
        }
        sslverify.ifPresent(
                check -> text.append("sslverify=").append(check ? 1 : 0).append('\n'));
        timeout.ifPresent(seconds -> text.append("timeout=").append(seconds).append('\n'));
        return text.toString();
    }

    @Override
    public Optional<String> unmet(Found before, Found after, Outcome outcome, Machine machine) {
        Plan left = plan(after, machine, Pending.NOTHING);
        if (!left.isNothing()) {
            return Optional.of(left.whatIsLeft());
        }
        return outcome.exitCode() == 0
                ? Optional.empty()
                : Optional.of(
                        "the file is written, but yum could not read the repositories; " + YumWords.reason(outcome));
    }

    /** The file as it was before. */
    @Override
    public List<Resource<?>> undo(List<Change> made) {
        return List.of(new FormerFile(path(), made.get(0).from().equals(Change.ABSENT)));
    }
}
