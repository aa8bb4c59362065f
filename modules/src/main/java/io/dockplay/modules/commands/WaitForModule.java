package io.dockplay.modules.commands;

import io.dockplay.message.Message;
import io.dockplay.modules.files.FilePath;
import io.dockplay.resource.InvalidOption;
import io.dockplay.resource.Machine;
import io.dockplay.resource.Option;
import io.dockplay.resource.PendingChanges;
import io.dockplay.resource.Plan;
import io.dockplay.resource.PlaybookModule;
import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.Resource;
import io.dockplay.resource.Script;
import io.dockplay.resource.ScriptResult;
import java.util.Optional;

/** Waits on the host for a port, a file or a line in a file, and changes nothing. */
@PlaybookModule(
        name = "wait-for",
        isUndone = false,
        sentence = "Something that the host waits for before its next task: a port, a file, or a line in a file.",
        more = "It changes nothing.",
        example = """
                - name: The registry answers
                  wait-for: {port: 5000, timeout: 60}

                - name: The application has started
                  wait-for:
                    path: /var/log/app.log
                    search_regex: "started in [0-9]+ ms"

                - name: Nobody else works with yum
                  wait-for: {path: /var/run/yum.pid, state: absent}
                """)
public record WaitForModule(
        @Option("the port at which someone shall listen") Optional<Integer> port,

        @Option(value = "where, seen from the host", defaults = "127.0.0.1")
        Optional<String> host,

        @Option("the file or folder that shall be there; instead of `port`")
        Optional<String> path,

        @Option("what a line of the file shall be like, as `grep -E` understands it")
        Optional<String> searchRegex,

        @Option(
                value = "whether it shall be there (`present` or `started`) or shall not (`absent` or `stopped`)",
                defaults = "present")
        Optional<DesiredState> state,

        @Option(value = "after how many seconds the task fails", defaults = "300")
        Optional<Integer> timeout,

        @Option("for how many seconds nothing is looked at, at first")
        Optional<Integer> delay,

        @Option(value = "how many seconds are between two looks", defaults = "1")
        Optional<Integer> sleep)
        implements Resource<WaitForModule.State> {

    /** What is waited for. */
    public enum DesiredState {
        /** It exists, or the port accepts connections. */
        PRESENT,
        /** Another word for {@code present}. */
        STARTED,
        /** It does not exist, or the port does not accept connections. */
        ABSENT,
        /** Another word for {@code absent}. */
        STOPPED
    }

    /**
     * What a probe finds.
     *
     * @param there whether the port, file or line is there
     */
    public record State(boolean there) {}

    private static final int USUAL_TIMEOUT = 300;

    public WaitForModule {
        path = path.map(FilePath::checked);
        if (port.isEmpty() == path.isEmpty()) {
            throw new InvalidOption(
                    "",
                    Message.of("what is waited for is either a port or a path"),
                    Message.of("Write port: a number or path: a file."));
        }
        if (port.isPresent() && (port.get() < 1 || port.get() > 65535)) {
            throw new InvalidOption("port", Message.of("port is %s", port.get()), Message.of("It is from 1 to 65535."));
        }
        if (host.isPresent() && !host.get().matches("[A-Za-z0-9.:_-]+")) {
            throw new InvalidOption(
                    "host", Message.of("\"%s\" is no host", host.get()), Message.of("Give a name or an address."));
        }
        if (path.isPresent() && host.isPresent()) {
            throw new InvalidOption(
                    "host",
                    Message.of("a file is waited for on the host itself"),
                    Message.of("Leave out host; see delegate_to."));
        }
        if (port.isPresent() && searchRegex.isPresent()) {
            throw new InvalidOption(
                    "search_regex",
                    Message.of("only a file can be searched"),
                    Message.of("Give path, or a command with until for what a port says."));
        }
        atLeast("timeout", timeout, 1);
        atLeast("delay", delay, 0);
        atLeast("sleep", sleep, 1);
    }

    private static void atLeast(String option, Optional<Integer> seconds, int least) {
        if (seconds.isPresent() && seconds.get() < least) {
            throw new InvalidOption(
                    option,
                    Message.of("%s is %s", option, seconds.get()),
                    Message.of("It is at least %s (seconds).", least));
        }
    }

    private boolean isAbsent() {
        return state.filter(each -> each == DesiredState.ABSENT || each == DesiredState.STOPPED)
                .isPresent();
    }

    private String place() {
        return host.orElse("127.0.0.1") + ":" + port.orElse(0);
    }

    @Override
    public String label() {
        return path.orElseGet(this::place);
    }

    @Override
    public Script probe(Machine machine) {
        return Script.of("answer there; if {}; then echo yes; fi", check());
    }

    /** Succeeds when it is there; the port is tested with bash, because CentOS has no nc. */
    private Script check() {
        if (port.isPresent()) {
            return Script.of(
                    "timeout 5 bash -c 'exec 3<>\"/dev/tcp/$1/$2\"' bash {} {} 2>/dev/null",
                    host.orElse("127.0.0.1"),
                    port.get());
        }
        String file = path.orElse("");
        return searchRegex.isPresent()
                ? Script.of("grep -Eqs -e {} -- {}", searchRegex.get(), file)
                : Script.of("[ -e {} ]", file);
    }

    @Override
    public State read(ProbeOutput probeOutput) {
        return new State(probeOutput.has("there") && probeOutput.text("there").equals("yes"));
    }

    @Override
    public Plan plan(State actual, Machine machine, PendingChanges pendingChanges) {
        boolean waits = delay.orElse(0) > 0;
        return actual.there() != isAbsent() && !waits ? Plan.NOTHING : Plan.waiting(await());
    }

    private Script await() {
        Script begin = delay.orElse(0) > 0 ? Script.of("sleep {}", delay.get()) : Script.NOTHING;
        return begin.then(Script.of(
                """
                limit={}; end=$(($(date +%s) + limit))
                {} {}; do
                  [ "$(date +%s)" -lt "$end" ] || exit 1
                  sleep {}
                done""",
                timeout.orElse(USUAL_TIMEOUT),
                isAbsent() ? Script.of("while") : Script.of("until"),
                check(),
                sleep.orElse(1)));
    }

    /** Trusts what the wait itself saw at its end, although it may have changed again by now. */
    @Override
    public Optional<Message> verify(State before, State after, ScriptResult scriptResult, Machine machine) {
        if (scriptResult.exitCode() == 0) {
            return Optional.empty();
        }
        int limit = timeout.orElse(USUAL_TIMEOUT);
        Message why = isAbsent() ? still() : notYet();
        return Optional.of(
                limit == 1
                        ? Message.of("after %d second %s", limit, why)
                        : Message.of("after %d seconds %s", limit, why));
    }

    private Message notYet() {
        if (port.isPresent()) {
            return Message.of("nobody listens on %s", place());
        }
        String file = path.orElse("");
        return searchRegex
                .map(regex -> Message.of("%s has no line like %s", file, regex))
                .orElse(Message.of("%s is not there", file));
    }

    private Message still() {
        if (port.isPresent()) {
            return Message.of("somebody still listens on %s", place());
        }
        String file = path.orElse("");
        return searchRegex
                .map(regex -> Message.of("%s still has a line like %s", file, regex))
                .orElse(Message.of("%s is still there", file));
    }

    /** Always false: waiting changes nothing. */
    @Override
    public boolean changed(ScriptResult scriptResult) {
        return false;
    }
}
