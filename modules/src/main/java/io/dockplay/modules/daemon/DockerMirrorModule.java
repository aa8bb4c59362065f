package io.dockplay.modules.daemon;

import io.dockplay.message.Message;
import io.dockplay.modules.docker.DockerEngine;
import io.dockplay.modules.files.Checksums;
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
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Sets the registry mirrors of the Docker daemon, and restarts a running daemon that does not have them. */
@PlaybookModule(
        name = "docker-mirror",
        onePerHost = true,
        sentence = "The registry mirrors of the Docker daemon.",
        more = "What counts is the *effective* state: the file of its settings names the mirrors, and the running "
                + "daemon has them.",
        example = """
                - name: Pull through NetEase's mirror
                  docker-mirror: {mirrors: [http://hub-mirror.c.163.com]}

                - name: Pull from Docker Hub itself
                  docker-mirror: {state: absent}
                """)
public record DockerMirrorModule(
        @Option("the addresses of all mirrors, in the order in which the daemon tries them; `https://HOST` or "
                + "`http://HOST:PORT`, without a path; a `PREFIX.` as the pages show it is refused until it is a "
                + "name of your own")
        List<String> mirrors,

        @Option(
                value = "`present`: these and no others; `absent`: none of these, and without `mirrors` none at all",
                defaults = "present")
        Optional<DesiredState> state,

        @Option(
                value = "whether each mirror is asked from the host, and one that does not answer is told",
                defaults = "true")
        Optional<Boolean> check)
        implements Resource<DockerState> {

    /** What is wanted of the mirrors. */
    public enum DesiredState {
        /** The daemon has these and no others. */
        PRESENT,
        /** The daemon has none of these. */
        ABSENT
    }

    /** The addresses that Docker accepts: without a path and without a user. */
    private static final Pattern ADDRESS =
            Pattern.compile("https?://([A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?|\\[[0-9A-Fa-f:]+])(:[0-9]{1,5})?/?");

    /** The address in Aliyun's documentation, where a reader puts his or her own prefix. */
    private static final Pattern PLACEHOLDER = Pattern.compile("https?://PREFIX\\..*");

    private static final String FILE = "registry-mirrors";
    private static final String DAEMON = "running daemon";
    private static final String NONE = "none";

    public DockerMirrorModule {
        mirrors = mirrors.stream().map(DockerMirrorModule::plain).toList();
        Set<String> seen = new HashSet<>();
        for (String mirror : mirrors) {
            if (!ADDRESS.matcher(mirror).matches()) {
                throw new InvalidOption(
                        "mirrors",
                        Message.of("\"%s\" is not the address of a mirror", mirror),
                        Message.of("Write it as https://HOST or http://HOST:PORT; Docker takes no path."));
            }
            if (!state.equals(Optional.of(DesiredState.ABSENT))
                    && PLACEHOLDER.matcher(mirror).matches()) {
                throw new InvalidOption(
                        "mirrors",
                        Message.of("PREFIX stands for a name of your own in \"%s\"", mirror),
                        Message.of("Write the one that Aliyun's console shows you, or take another mirror."));
            }
            if (!seen.add(mirror)) {
                throw new InvalidOption("mirrors", Message.of("\"%s\" is listed twice", mirror), Message.NONE);
            }
        }
        if (mirrors.isEmpty() && !state.equals(Optional.of(DesiredState.ABSENT))) {
            throw new InvalidOption(
                    "mirrors",
                    Message.of("there is no mirror"),
                    Message.of("Name one, or write state: absent to have none."));
        }
    }

    private static String plain(String address) {
        return address.replaceFirst("/$", "");
    }

    @Override
    public String label() {
        return mirrors.isEmpty() ? "all mirrors" : String.join(", ", mirrors);
    }

    @Override
    public List<String> writes() {
        return List.of(DaemonJson.PATH, OtherArgs.PATH);
    }

    @Override
    public Script probe(Machine machine) {
        return DockerDaemon.of(machine).probe(mirrorsToCheck(machine));
    }

    @Override
    public Optional<SharedProbe> sharedProbe(Machine machine) {
        return DockerDaemon.of(machine).sharedProbe(mirrorsToCheck(machine));
    }

    private List<String> mirrorsToCheck(Machine machine) {
        if (!isWanted() || !check.orElse(true)) {
            return List.of();
        }
        return DockerDaemon.of(machine) == DockerDaemon.OF_CENTOS_6
                ? mirrors.stream().map(MirrorReply::httpsOf).distinct().toList()
                : mirrors;
    }

    @Override
    public DockerState read(ProbeOutput probeOutput) {
        return DockerState.read(probeOutput);
    }

    @Override
    public Plan plan(DockerState actual, Machine machine, PendingChanges pendingChanges) {
        Plan plan = changes(actual, DockerDaemon.of(machine), pendingChanges);
        boolean takesHttpForHttps = DockerDaemon.of(machine) == DockerDaemon.OF_CENTOS_6;
        for (MirrorReply reply : actual.replies()) {
            String http = reply.mirror().replaceFirst("^https:", "http:");
            Optional<Message> warning =
                    takesHttpForHttps && mirrors.contains(http) ? reply.warningOfHttp(http) : reply.warning();
            plan = warning.map(plan::warning).orElse(plan);
        }
        if (takesHttpForHttps && isWanted() && !check.orElse(true)) {
            for (String mirror : mirrors) {
                plan = mirror.startsWith("http:")
                        ? plan.warning(Message.of(
                                "Docker 1.7 takes every mirror for https, so %s is used only if it serves at %s too "
                                        + "(unchecked)",
                                mirror, MirrorReply.httpsOf(mirror)))
                        : plan;
            }
        }
        boolean isSilent = actual.runs() && actual.running().isEmpty();
        return isSilent
                ? plan.warning(Message.of(
                        "the running daemon does not tell its mirrors (docker info), so only its file was compared"))
                : plan;
    }

    private Plan changes(DockerState actual, DockerDaemon daemon, PendingChanges pendingChanges) {
        List<String> written = actual.settings().mirrors();
        boolean isFlagged = written.isEmpty() && isSettled(actual.flaggedMirrors()) && isWanted();
        boolean fileDiffers = !isSettled(written) && !isFlagged;
        boolean daemonDiffers = actual.running().map(each -> !isSettled(each)).orElse(false);
        boolean isUnknown = actual.runs() && actual.running().isEmpty();
        if (!fileDiffers && !daemonDiffers) {
            return Plan.NOTHING;
        }
        if (!fileDiffers) {
            List<String> running = actual.running().orElse(List.of());
            List<Change> restart = List.of(
                    Change.of(DAEMON, shown(running), shown(left(running))).recordedAs("running-daemon"));
            return blocker(actual, daemon, actual.file().orElse(""))
                    .map(reason -> Plan.blocked(restart, reason))
                    .orElse(Plan.of(restart, daemon.restart()));
        }
        String text = actual.settings().with(left(written));
        String from = actual.file().isEmpty() ? Change.ABSENT : shown(written);
        Optional<String> writer = pendingChanges.writerOf(daemon.path());
        Change change = Change.of(FILE, from, shown(left(written)));
        change = writer.map(change::after).orElse(change);
        if (writer.isEmpty() && actual.installed()) {
            change = change.withDiff(UnifiedDiff.of(daemon.path(), actual.file().orElse(""), text));
        }
        List<Change> changes = List.of(change);
        Script write = daemon.write(text);
        Script script = daemonDiffers || isUnknown ? write.then(daemon.restartOrPutBack()) : write;
        return blocker(actual, daemon, text)
                .or(() -> actual.linkBlocker(daemon))
                .map(reason -> Plan.blocked(changes, reason))
                .orElse(Plan.of(changes, script));
    }

    private Optional<Blocker> blocker(DockerState actual, DockerDaemon daemon, String text) {
        if (!actual.installed()) {
            return isWanted() ? Optional.of(DockerEngine.MISSING) : Optional.empty();
        }
        if (daemon == DockerDaemon.OF_CENTOS_6) {
            return Optional.empty();
        }
        if (!isWanted() && !isSettled(actual.flaggedMirrors())) {
            return Optional.of(Blocker.of(
                    Message.of(
                            "%s is on the command line of docker.service (ExecStart); remove it there",
                            DaemonFlags.MIRROR),
                    new Prerequisite(Prerequisite.Kind.UNIT, "docker")));
        }
        return actual.conflict(text)
                .map(key -> Blocker.of(
                        Message.of(
                                "the daemon would not start: %s would be set both in %s and on the command line of "
                                        + "docker.service (ExecStart); remove it from one of the two",
                                key, daemon.path()),
                        new Prerequisite(Prerequisite.Kind.UNIT, "docker")));
    }

    private boolean isWanted() {
        return !state.equals(Optional.of(DesiredState.ABSENT));
    }

    /** Returns the mirrors that stay. */
    private List<String> left(List<String> some) {
        if (isWanted()) {
            return mirrors;
        }
        return mirrors.isEmpty()
                ? List.of()
                : some.stream().filter(each -> !mirrors.contains(plain(each))).toList();
    }

    private boolean isSettled(List<String> some) {
        return plain(left(some)).equals(plain(some));
    }

    /** Removes the slash at the end of addresses: Docker shows it, and people leave it out. */
    static List<String> plain(List<String> addresses) {
        return addresses.stream().map(DockerMirrorModule::plain).toList();
    }

    private static String shown(List<String> addresses) {
        return addresses.isEmpty() ? NONE : String.join(", ", plain(addresses));
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

    private static Checksums written(List<RecordedChange> made) {
        List<String> sums = new ArrayList<>(Checksums.of(DaemonJson.PATH, made).written());
        sums.addAll(Checksums.of(OtherArgs.PATH, made).written());
        return new Checksums(sums);
    }

    @Override
    public List<String> brings() {
        return isWanted() ? List.of(label()) : List.of();
    }

    /** Restores the file, and restarts a running daemon that has other mirrors. */
    @Override
    public List<Resource<?>> undo(List<RecordedChange> made) {
        return made.stream()
                .filter(change -> change.isOf(FILE))
                .findFirst()
                .map(first -> List.<Resource<?>>of(new RestoreDockerSettings(first.wasAbsent(), written(made), false)))
                .orElse(List.of());
    }
}
