package io.dockplay.modules.daemon;

import io.dockplay.message.Message;
import io.dockplay.modules.docker.DockerEngine;
import io.dockplay.modules.text.UnifiedDiff;
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
import io.dockplay.resource.ScriptResult;
import io.dockplay.resource.SharedProbe;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Edits options in the Docker daemon's settings file, and restarts the daemon. */
@PlaybookModule(
        name = "docker-daemon",
        onePerHost = true,
        sentence = "Options of the Docker daemon, in the file of its settings.",
        more = "Those that are not named stay as they are.",
        example = """
                - name: Logs of containers do not fill the disk
                  docker-daemon:
                    options:
                      log-driver: json-file
                      log-opts: {max-size: 10m, max-file: "3"}
                      live-restore: true
                    absent: [debug]
                """)
public record DockerDaemonModule(
        @Option("keys of daemon.json and their values, which may be lists and mappings")
        Map<String, Object> options,

        @Option("keys that shall not be there") List<String> absent)
        implements Resource<DockerState> {

    private static final String LOG_DRIVER = "log-driver";
    private static final String JSON_FILE = "json-file";
    private static final Pattern KEY = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    public DockerDaemonModule {
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
        absent = List.copyOf(absent);
        if (options.isEmpty() && absent.isEmpty()) {
            throw new InvalidOption(
                    "options",
                    Message.of("there is no option"),
                    Message.of("Name some, as daemon.json has them, or absent ones."));
        }
        for (String key : options.keySet()) {
            check("options", key);
            if (String.valueOf(options.get(key)).isEmpty()) {
                throw new InvalidOption(
                        "options",
                        Message.of("%s has no value", key),
                        Message.of("Give it one, or name it under absent."));
            }
        }
        for (String key : absent) {
            check("absent", key);
            if (options.containsKey(key)) {
                throw new InvalidOption(
                        "absent",
                        Message.of("%s shall be there and shall not", key),
                        Message.of("Leave it out of one of the two."));
            }
        }
    }

    private static void check(String option, String key) {
        if (key.equals(DaemonJson.MIRRORS)) {
            throw new InvalidOption(
                    option,
                    Message.of("mirrors are looked after by docker-mirror"),
                    Message.of("Write docker-mirror: there."));
        }
        if (!KEY.matcher(key).matches()) {
            throw new InvalidOption(
                    option,
                    Message.of("\"%s\" is not a key of daemon.json", key),
                    Message.of("They are small letters, digits and -, such as log-driver."));
        }
    }

    @Override
    public String label() {
        TreeSet<String> keys = new TreeSet<>(options.keySet());
        keys.addAll(absent);
        return String.join(", ", keys);
    }

    @Override
    public List<String> writes() {
        return List.of(DaemonJson.PATH, OtherArgs.PATH);
    }

    @Override
    public Script probe(Machine machine) {
        return DockerDaemon.of(machine).probe(List.of());
    }

    @Override
    public Optional<SharedProbe> sharedProbe(Machine machine) {
        return DockerDaemon.of(machine).sharedProbe(List.of());
    }

    @Override
    public DockerState read(ProbeOutput probeOutput) {
        return DockerState.read(probeOutput);
    }

    @Override
    public Plan plan(DockerState actual, Machine machine, PendingChanges pendingChanges) {
        DockerDaemon daemon = DockerDaemon.of(machine);
        Plan plan = changes(actual, daemon, pendingChanges);
        return isUnread(actual, daemon)
                ? plan.warning(Message.of(
                        "json-file of Docker 1.7 takes log-opts and never reads them, so its logs grow without "
                                + "bounds; have logrotate (copytruncate) cut /var/lib/docker/containers/*/*-json.log"))
                : plan;
    }

    /** Whether the driver ignores its log-opts; Docker 1.7 has them only for other drivers, such as syslog. */
    private boolean isUnread(DockerState actual, DockerDaemon daemon) {
        if (daemon != DockerDaemon.OF_CENTOS_6 || !options.containsKey("log-opts")) {
            return false;
        }
        Optional<String> now = absent.contains(LOG_DRIVER)
                ? Optional.empty()
                : DaemonOptions.of(daemon, actual.file().orElse("")).shown(LOG_DRIVER);
        return String.valueOf(options.getOrDefault(LOG_DRIVER, now.orElse(JSON_FILE)))
                .equals(JSON_FILE);
    }

    private Plan changes(DockerState actual, DockerDaemon daemon, PendingChanges pendingChanges) {
        DaemonOptions now = DaemonOptions.of(daemon, actual.file().orElse(""));
        DaemonOptions then = now;
        List<Change> changes = new ArrayList<>();
        Optional<Blocker> blocker = Optional.empty();
        for (Map.Entry<String, Object> option : options.entrySet()) {
            String key = option.getKey();
            if (!now.has(key, option.getValue())) {
                Optional<Blocker> unwritable = now.blocker(key, option.getValue())
                        .map(reason -> Blocker.of(reason, Prerequisite.path(daemon.path())));
                blocker = blocker.or(() -> unwritable);
                then = unwritable.isPresent() ? then : then.with(key, option.getValue());
                String to = unwritable.isPresent() ? DaemonOptions.shown(option.getValue()) : shown(then, key);
                changes.add(Change.of(key, shown(now, key), to));
            }
        }
        for (String key : absent) {
            if (now.shown(key).isPresent()) {
                then = then.without(key);
                changes.add(Change.of(key, shown(now, key), Change.ABSENT));
            }
        }
        if (changes.isEmpty()) {
            return Plan.NOTHING;
        }
        if (actual.file().isEmpty()) {
            changes.add(
                    0,
                    Change.of(daemon.path(), Change.ABSENT, "a file").recordedAs(daemon.path(), Change.ABSENT, "file"));
        }
        String text = then.text();
        Optional<String> writer = pendingChanges.writerOf(daemon.path());
        if (writer.isEmpty() && actual.installed() && blocker.isEmpty()) {
            Change last = changes.remove(changes.size() - 1);
            changes.add(
                    last.withDiff(UnifiedDiff.of(daemon.path(), actual.file().orElse(""), text)));
        }
        Script write = daemon.put(text);
        Plan plan = blocker.or(() -> blocker(actual, daemon, text))
                .map(reason -> Plan.blocked(changes, reason))
                .orElseGet(() -> Plan.of(changes, actual.runs() ? write.then(daemon.restartOrPutBack()) : write));
        return writer.map(plan::after).orElse(plan);
    }

    private static String shown(DaemonOptions options, String key) {
        return options.shown(key).orElse(Change.ABSENT);
    }

    private static Optional<Blocker> blocker(DockerState actual, DockerDaemon daemon, String text) {
        if (!actual.installed()) {
            return Optional.of(DockerEngine.MISSING);
        }
        if (actual.link().isPresent()) {
            return actual.linkBlocker(daemon);
        }
        return daemon == DockerDaemon.OF_CENTOS_6
                ? Optional.empty()
                : actual.conflict(text)
                        .map(key -> Blocker.of(
                                Message.of(
                                        "the daemon would not start: %s would be set both in %s and on the command line of "
                                                + "docker.service (ExecStart); remove it from one of the two",
                                        key, daemon.path()),
                                new Prerequisite(Prerequisite.Kind.UNIT, "docker")));
    }

    @Override
    public Optional<Message> verify(DockerState before, DockerState after, ScriptResult scriptResult, Machine machine) {
        Plan left = plan(after, machine, PendingChanges.NOTHING);
        return DockerDaemon.unmet(left, before.runs() && !after.runs(), scriptResult);
    }

    /** Always true: a host has one daemon and one settings file. */
    @Override
    public boolean isCalled(String recordedLabel) {
        return true;
    }

    /** Restores each key's former value, and restarts a running daemon. */
    @Override
    public List<Resource<?>> undo(List<RecordedChange> made) {
        return former(made);
    }

    public static List<Resource<?>> former(List<RecordedChange> made) {
        boolean wasAbsent = false;
        Map<String, RestoreDaemonOptions.Former> former = new LinkedHashMap<>();
        for (RecordedChange change : made) {
            if (change.key().startsWith("/")) {
                wasAbsent |= change.wasAbsent() && !change.isChecksum();
            } else {
                former.merge(
                        change.key(),
                        new RestoreDaemonOptions.Former(change.from(), change.to()),
                        (first, last) -> new RestoreDaemonOptions.Former(first.value(), last.written()));
            }
        }
        return former.isEmpty() ? List.of() : List.of(new RestoreDaemonOptions(former, wasAbsent, false));
    }
}
