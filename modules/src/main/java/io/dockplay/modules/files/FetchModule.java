package io.dockplay.modules.files;

import io.dockplay.message.Message;
import io.dockplay.resource.Blocker;
import io.dockplay.resource.Content;
import io.dockplay.resource.FetchedFile;
import io.dockplay.resource.InvalidOption;
import io.dockplay.resource.Machine;
import io.dockplay.resource.Option;
import io.dockplay.resource.PendingChanges;
import io.dockplay.resource.Plan;
import io.dockplay.resource.PlaybookModule;
import io.dockplay.resource.Prerequisite;
import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.Resource;
import io.dockplay.resource.Script;
import java.util.List;
import java.util.Optional;

/** Copies a file of the host to the control machine. */
@PlaybookModule(
        name = "fetch",
        isUndone = false,
        sentence = "Brings a file of the host to this side.",
        more = "Nothing changes on the host.",
        example = """
                - name: What the daemons are set to
                  fetch: {path: /etc/docker/daemon.json, dest: fetched}   # fetched/web1/etc/docker/daemon.json

                - name: The log of one host
                  fetch: {path: /var/log/app.log, dest: "logs/${inventory_hostname}.log", flat: true}
                """)
public record FetchModule(
        @Option("the file on the host") String path,

        @Option("the folder on this side; each host has a folder of its own in it")
        String dest,

        @Option(
                value = "`dest` is the file itself, or with `/` at its end the folder that the file lies in",
                defaults = "false")
        Optional<Boolean> flat,

        @Option(value = "whether the task fails where there is no such file", defaults = "true")
        Optional<Boolean> failOnMissing)
        implements Resource<FetchModule.State> {

    /**
     * The file on the host.
     *
     * @param type as stat reports it; empty when nothing is there
     * @param size in bytes
     * @param content of a file that is not too large
     */
    public record State(String type, long size, Optional<Content> content) {}

    private static final long MOST = 10L << 20;

    public FetchModule {
        path = FilePath.checked(path);
        if (dest.isBlank()) {
            throw new InvalidOption(
                    "dest",
                    Message.of("there is no place on this side"),
                    Message.of("Name a folder, such as dest: fetched."));
        }
    }

    @Override
    public String label() {
        return path;
    }

    @Override
    public Script probe(Machine machine) {
        return Script.of("""
                answer type; stat -L -c %F {} 2>/dev/null
                if [ -f {} ]; then
                  size=$(stat -L -c %s {})
                  answer size; echo "$size"
                  if [ "$size" -le {} ] && [ -r {} ]; then answer content; cat {}; fi
                fi""", path, path, path, MOST, path, path);
    }

    @Override
    public State read(ProbeOutput probeOutput) {
        return new State(
                probeOutput.text("type"),
                probeOutput.number("size").orElse(0L),
                probeOutput.bytes("content").map(Content::new));
    }

    @Override
    public Plan plan(State actual, Machine machine, PendingChanges pendingChanges) {
        if (actual.content().isPresent() || (actual.type().isEmpty() && !failOnMissing.orElse(true))) {
            return Plan.NOTHING;
        }
        return Plan.blocked(
                List.of(),
                actual.type().isEmpty()
                        ? Blocker.of(reason(actual), Prerequisite.path(path))
                        : Blocker.lasting(reason(actual)));
    }

    private Message reason(State actual) {
        if (actual.type().isEmpty()) {
            return Message.of("there is no file %s", path);
        }
        if (actual.size() > MOST) {
            return Message.of("%s has %d bytes, and only files of up to 10 MiB are brought here", path, actual.size());
        }
        return actual.type().startsWith("regular")
                ? Message.of("%s cannot be read", path)
                : Message.of("%s is a %s, not a file", path, actual.type());
    }

    @Override
    public Optional<FetchedFile> fetched(State actual) {
        return actual.content().map(content -> new FetchedFile(path, content, dest, flat.orElse(false)));
    }
}
