package io.dockplay.modules.services;

import io.dockplay.message.Message;
import io.dockplay.modules.base.OwnedResource;
import io.dockplay.modules.base.RestoreIfPresent;
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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Starts, stops, restarts and enables a service through systemd or SysV init scripts. */
@PlaybookModule(name = "service", sentence = "A service that shall run, or not, now and after a boot.", example = """
                - name: Docker runs, and starts at boot
                  service: {name: docker, state: started, enabled: true}

                - name: Docker has read its settings
                  service: {name: docker, state: started, restart_after: [/etc/docker/daemon.json]}
                """)
public record ServiceModule(
        @Option("the service, with or without `.service`") String name,

        @Option("without it the service may run or not; `restarted` and `reloaded` act each time and are for handlers")
        Optional<DesiredState> state,

        @Option("whether it is started at boot; without it that stays as it is")
        Optional<Boolean> enabled,

        @Option("paths: a running service is restarted when one of these files was changed after its process had "
                + "begun")
        List<String> restartAfter)
        implements OwnedResource<ServiceState> {

    /** What is wanted of a service. */
    public enum DesiredState {
        /** The service runs. */
        STARTED,
        /** The service does not run. */
        STOPPED,
        /** The service is stopped and started in each run; this is for handlers. */
        RESTARTED,
        /** The service reads its configuration again in each run; this is for handlers. */
        RELOADED
    }

    /** A change that an action makes, and the verb of that action. */
    private record Action(Change change, String verb) {}

    private static final String STATE = "state";
    private static final String ENABLED = "enabled";

    public ServiceModule {
        restartAfter = List.copyOf(restartAfter);
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9_.@:\\\\-]*")) {
            throw new InvalidOption(
                    "name",
                    Message.of("\"%s\" is not a service's name", name),
                    Message.of("Write it as in systemctl or /etc/init.d."));
        }
        if (state.isEmpty() && enabled.isEmpty() && restartAfter.isEmpty()) {
            throw new InvalidOption(
                    "",
                    Message.of("nothing is asked of the service %s", name),
                    Message.of("Give state, enabled or restart_after."));
        }
        for (String file : restartAfter) {
            if (!file.startsWith("/")) {
                throw new InvalidOption(
                        "restart_after",
                        Message.of("\"%s\" is not a whole path", file),
                        Message.of("Begin it with a slash."));
            }
        }
        if (!restartAfter.isEmpty() && state.equals(Optional.of(DesiredState.STOPPED))) {
            throw new InvalidOption(
                    "restart_after",
                    Message.of("a service that shall be stopped is never restarted"),
                    Message.of("Leave out one of the two."));
        }
    }

    @Override
    public String label() {
        return name;
    }

    @Override
    public Script probe(Machine machine) {
        return ServiceManager.of(machine, name).probe(restartAfter);
    }

    @Override
    public Optional<SharedProbe> sharedProbe(Machine machine) {
        return ServiceManager.of(machine, name).sharedProbe(restartAfter);
    }

    @Override
    public ServiceState read(ProbeOutput probeOutput) {
        return ServiceState.read(probeOutput);
    }

    @Override
    public boolean isGone(ServiceState actual) {
        return !actual.exists();
    }

    @Override
    public Plan plan(ServiceState actual, Machine machine, PendingChanges pendingChanges) {
        ServiceManager manager = ServiceManager.of(machine, name);
        List<Change> changes = new ArrayList<>();
        Script script = Script.NOTHING;
        Optional<String> unitWriter = actual.exists() ? unitWriter(pendingChanges) : Optional.empty();
        if (actual.exists()
                && (actual.reloadNeeded() || unitWriter.isPresent())
                && !manager.reloadUnits().isNothing()) {
            Change change = Change.of("unit files", "older in systemd than on the disk", "reloaded")
                    .recordedAs("unit-files", "older", "reloaded");
            changes.add(
                    actual.reloadNeeded()
                            ? change
                            : unitWriter.map(change::after).orElse(change));
            script = script.then(manager.reloadUnits());
        }
        boolean enable = enabled.orElse(false);
        if (enabled.isPresent() && !isEnabledAsWanted(actual, enable)) {
            String to = enable ? ServiceState.YES : ServiceState.NO;
            String kept = actual.enablement().equals(ServiceState.RUNTIME) ? "runtime" : actual.enablement();
            changes.add(Change.of(ENABLED, actual.enablement(), to).recordedAs(ENABLED, kept, to));
            script = script.then(manager.enable(enable));
        }
        Optional<Action> action = action(actual, pendingChanges);
        if (action.isPresent()) {
            changes.add(action.get().change());
            script = script.then(manager.act(action.get().verb()));
        }
        Optional<Blocker> blocker = changes.isEmpty() ? Optional.empty() : blocker(actual, enable);
        return blocker.map(reason -> Plan.blocked(changes, reason)).orElse(Plan.of(changes, script));
    }

    private static boolean isEnabledAsWanted(ServiceState actual, boolean wanted) {
        return wanted
                ? actual.enablement().equals(ServiceState.YES)
                : List.of(ServiceState.NO, ServiceState.RUNTIME, ServiceState.STATIC)
                        .contains(actual.enablement());
    }

    private Optional<Blocker> blocker(ServiceState actual, boolean enable) {
        if (!actual.exists()) {
            return Optional.of(Blocker.of(
                    Message.of("there is no service %s", name), new Prerequisite(Prerequisite.Kind.SERVICE, name)));
        }
        if (actual.masked()) {
            return Optional.of(Blocker.lasting(
                    Message.of("the service %s is masked; systemctl unmask %s would change that", name, name)));
        }
        if (enable && actual.enablement().equals(ServiceState.STATIC)) {
            return Optional.of(Blocker.lasting(
                    Message.of("the service %s cannot be enabled: its unit has no [Install] section", name)));
        }
        return Optional.empty();
    }

    private Optional<Action> action(ServiceState actual, PendingChanges pendingChanges) {
        Optional<Action> asked = state.flatMap(wanted -> asked(wanted, actual));
        return asked.isPresent() || !actual.isStarted() ? asked : outdated(actual, pendingChanges);
    }

    private static Optional<Action> asked(DesiredState wanted, ServiceState actual) {
        boolean mustStop = wanted == DesiredState.STOPPED;
        if ((wanted == DesiredState.STARTED && actual.isStarted()) || (mustStop && isDown(actual))) {
            return Optional.empty();
        }
        Change change = Change.of(STATE, actual.activity(), wanted.name().toLowerCase(Locale.ROOT));
        if (mustStop) {
            return Optional.of(new Action(change, "stop"));
        }
        if (!actual.isStarted()) {
            return Optional.of(new Action(Change.of(STATE, actual.activity(), ServiceState.STARTED), "start"));
        }
        return Optional.of(new Action(change, wanted == DesiredState.RELOADED ? "reload" : "restart"));
    }

    private static boolean isDown(ServiceState actual) {
        return actual.activity().equals(ServiceState.STOPPED)
                || actual.activity().equals(ServiceState.FINISHED)
                || actual.activity().equals("failed");
    }

    /** Plans the restart of a process that is older than one of the files, or will be after an earlier task. */
    private Optional<Action> outdated(ServiceState actual, PendingChanges pendingChanges) {
        for (String file : restartAfter) {
            Change change = Change.of("process", "older than " + file, "restarted")
                    .recordedAs("process", "older:" + file, "restarted");
            if (actual.newerFiles().contains(file)) {
                return Optional.of(new Action(change, "restart"));
            }
            Optional<String> writer = pendingChanges.writerOf(file);
            if (writer.isPresent()) {
                return Optional.of(new Action(change.after(writer.get()), "restart"));
            }
        }
        return Optional.empty();
    }

    /** Finds the earlier task that will write the unit, its template or a drop-in of either. */
    private Optional<String> unitWriter(PendingChanges pendingChanges) {
        Systemd systemd = new Systemd(name.replaceFirst("\\.service$", ""));
        return pendingChanges.writers().entrySet().stream()
                .filter(each -> systemd.isMadeOf(each.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** Checks a wanted restart too: it succeeded when the service runs as another process. */
    @Override
    public Optional<Message> verify(
            ServiceState before, ServiceState after, ScriptResult scriptResult, Machine machine) {
        boolean eachTime =
                state.equals(Optional.of(DesiredState.RESTARTED)) || state.equals(Optional.of(DesiredState.RELOADED));
        ServiceModule lasting =
                eachTime ? new ServiceModule(name, Optional.of(DesiredState.STARTED), enabled, restartAfter) : this;
        Plan left = lasting.plan(after, machine, PendingChanges.NOTHING);
        boolean shallRun = after.exists() && !after.isStarted() && !state.equals(Optional.of(DesiredState.STOPPED));
        if (shallRun && left.changes().stream().anyMatch(change -> change.what().equals(STATE))) {
            return Optional.of(failed(true, left, after, scriptResult));
        }
        if (!left.isNothing()) {
            return Optional.of(Message.listed(List.of(left.whatIsLeft(), words(after, scriptResult))));
        }
        if (before.isStarted() && shallRun) {
            return Optional.of(failed(false, left, after, scriptResult));
        }
        if (!eachTime) {
            return Optional.empty();
        }
        if (scriptResult.exitCode() != 0) {
            Message what = state.equals(Optional.of(DesiredState.RESTARTED))
                    ? Message.of("%s was not restarted", name)
                    : Message.of("%s was not reloaded", name);
            return Optional.of(Message.listed(List.of(what, words(after, scriptResult))));
        }
        boolean sameProcess = state.equals(Optional.of(DesiredState.RESTARTED))
                && before.isStarted()
                && after.isAnotherProcessThan(before).equals(Optional.of(false));
        return sameProcess ? Optional.of(Message.of("%s still runs as the same process", name)) : Optional.empty();
    }

    /** Describes a failure: the cause from the service's log if there is one, and what is not ok. */
    private Message failed(boolean atStart, Plan left, ServiceState after, ScriptResult scriptResult) {
        Optional<Message> cause = ServiceLog.cause(after.words()).or(() -> ServiceLog.cause(scriptResult.stderr()));
        String who = name.replaceFirst("\\.service$", "").equals("docker") ? "Docker" : name;
        Message what = cause.map(why -> atStart
                        ? Message.of("%s does not start: %s", who, why)
                        : Message.of("%s does not run any more: %s", who, why))
                .orElseGet(() -> withoutCause(who, atStart, after.activity()));
        List<Message> all = new ArrayList<>(List.of(what));
        left.changes().stream()
                .filter(change -> !change.what().equals(STATE))
                .forEach(change -> all.add(Message.quoted(change.toString())));
        all.add(words(after, scriptResult));
        return Message.listed(all);
    }

    private static Message withoutCause(String who, boolean atStart, String activity) {
        if (activity.equals(ServiceState.STOPPED)) {
            return atStart ? Message.of("%s does not start", who) : Message.of("%s does not run any more", who);
        }
        return atStart
                ? Message.of("%s does not start (%s)", who, activity)
                : Message.of("%s does not run any more (%s)", who, activity);
    }

    /** Returns the service's last output; the script's own output is shown anyway. */
    private static Message words(ServiceState after, ScriptResult scriptResult) {
        boolean said = !scriptResult.stderr().isBlank() || after.words().isEmpty();
        return said ? Message.NONE : Message.of("the service's last words:\n%s", after.words());
    }

    /** Stops a started service and disables an enabled one, and the other way round. */
    @Override
    public List<Resource<?>> undo(List<RecordedChange> made) {
        Optional<DesiredState> formerState = first(made, STATE)
                .filter(change -> !change.from().equals(change.to()))
                .flatMap(change -> formerState(change, made));
        Optional<Boolean> formerlyEnabled = first(made, ENABLED)
                .map(change ->
                        change.from().equals(ServiceState.YES) || change.from().equals(ServiceState.PARTLY));
        if (formerState.isEmpty() && formerlyEnabled.isEmpty()) {
            return List.of();
        }
        ServiceModule former = new ServiceModule(name, formerState, formerlyEnabled, List.of());
        boolean endsContainers =
                RunningContainers.wouldEndWith(name) && formerState.equals(Optional.of(DesiredState.STOPPED));
        Resource<?> back = new RestoreIfPresent<>(former);
        return endsContainers ? List.of(new RunningContainers(), back) : List.of(back);
    }

    @Override
    public List<String> brings() {
        return state.equals(Optional.of(DesiredState.STARTED)) || enabled.orElse(false) ? List.of(name) : List.of();
    }

    private static Optional<DesiredState> formerState(RecordedChange first, List<RecordedChange> made) {
        boolean ran = first.from().equals(ServiceState.STARTED);
        boolean wasStopped = made.stream()
                .anyMatch(change -> change.isOf(STATE) && change.to().equals(ServiceState.STOPPED));
        if (ran) {
            return wasStopped ? Optional.of(DesiredState.STARTED) : Optional.empty();
        }
        return Optional.of(DesiredState.STOPPED);
    }

    private static Optional<RecordedChange> first(List<RecordedChange> made, String key) {
        return made.stream().filter(change -> change.isOf(key)).findFirst();
    }
}
