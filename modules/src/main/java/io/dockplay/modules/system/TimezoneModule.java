package io.dockplay.modules.system;

import io.dockplay.message.Message;
import io.dockplay.modules.files.Checksums;
import io.dockplay.modules.files.FileAttributes;
import io.dockplay.modules.files.FilePath;
import io.dockplay.modules.files.FileState;
import io.dockplay.modules.files.RestoreFile;
import io.dockplay.modules.files.TextFile;
import io.dockplay.modules.text.FileLines;
import io.dockplay.resource.Blocker;
import io.dockplay.resource.Change;
import io.dockplay.resource.InitSystem;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Sets the time zone by timedatectl or by the link /etc/localtime, and on CentOS 6 in /etc/sysconfig/clock too. */
@PlaybookModule(name = "timezone", onePerHost = true, sentence = "The time zone of the host.", example = """
                - name: Logs show the time of Shanghai
                  timezone: {name: Asia/Shanghai}
                """)
public record TimezoneModule(
        @Option("the zone's name, as below `/usr/share/zoneinfo`")
        String name) implements Resource<TimezoneState> {

    static final String LOCALTIME = "/etc/localtime";
    private static final String ZONES = "/usr/share/zoneinfo/";
    private static final String CLOCK = "/etc/sysconfig/clock";
    private static final String TIMEZONE = "timezone";

    public TimezoneModule {
        if (!name.matches("[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+)*")) {
            throw new InvalidOption(
                    "name",
                    Message.of("\"%s\" is not a time zone's name", name),
                    Message.of("Write one such as Asia/Shanghai or UTC."));
        }
    }

    @Override
    public String label() {
        return name;
    }

    @Override
    public Script probe(Machine machine) {
        Script zone = Script.of("""
                link={} data={}
                answer known; if [ -f "$data" ]; then echo yes; fi
                answer there; if [ -e "$link" ] || [ -L "$link" ]; then echo yes; fi
                answer link; if [ -L "$link" ]; then readlink "$link"; fi
                answer copy; if [ ! -L "$link" ] && cmp -s "$link" "$data"; then echo yes; fi""", LOCALTIME, ZONES + name);
        return readsClock(machine) ? zone.then(FileState.probe(CLOCK, true, Optional.empty(), Optional.empty())) : zone;
    }

    private static boolean readsClock(Machine machine) {
        return machine.init() == InitSystem.SYSV;
    }

    @Override
    public TimezoneState read(ProbeOutput output) {
        return new TimezoneState(
                !output.text("known").isEmpty(),
                !output.text("there").isEmpty(),
                output.text("link"),
                !output.text("copy").isEmpty(),
                output.has("stat") ? Optional.of(FileState.read(CLOCK, output)) : Optional.empty());
    }

    @Override
    public Plan plan(TimezoneState actual, Machine machine, PendingChanges pending) {
        List<Change> changes = new ArrayList<>();
        Script script = Script.NOTHING;
        if (!isSet(actual, machine)) {
            changes.add(Change.of("time zone", actual.zone(), name).recordedAs(TIMEZONE));
            script = readsClock(machine) ? link() : timedatectl();
        }
        Optional<Plan> clock = actual.clock().map(file -> clock(file, machine, pending));
        if (clock.isPresent()) {
            changes.addAll(clock.get().changes());
            script = script.then(clock.get().script());
        }
        Optional<Blocker> blocker = changes.isEmpty() || actual.isKnown()
                ? clock.flatMap(Plan::blocker)
                : Optional.of(Blocker.of(
                        Message.of("the host knows no time zone %s: there is no %s%s", name, ZONES, name),
                        Prerequisite.path(ZONES + name)));
        return blocker.map(reason -> Plan.blocked(changes, reason)).orElse(Plan.of(changes, script));
    }

    /**
     * Whether the zone is set; CentOS 6 may have a copy of its data, which tzdata updates by the name in the clock's
     * file.
     */
    private boolean isSet(TimezoneState actual, Machine machine) {
        return actual.zone().equals(name) || (readsClock(machine) && actual.isCopy());
    }

    private Script link() {
        return Script.of("keep {}", LOCALTIME).then(newLink());
    }

    private Script newLink() {
        return FilePath.nameNew(LOCALTIME)
                .then(Script.of("ln -sT -- {} \"$new\"", ".." + ZONES + name))
                .then(FilePath.putNew(LOCALTIME));
    }

    /** Runs timedatectl, or sets only the link without D-Bus, such as in a container. */
    private Script timedatectl() {
        return Script.of("keep {}\nif ! timedatectl set-timezone {} 2>/dev/null; then", LOCALTIME, name)
                .then(newLink())
                .then(Script.of("fi"));
    }

    private Plan clock(FileState actual, Machine machine, PendingChanges pending) {
        TextFile file = new TextFile(CLOCK, actual);
        return file.plan(
                file.lines(FileLines.ofSettings(List.of("ZONE=\"" + name + "\""))),
                new FileAttributes(Optional.empty(), Optional.empty(), Optional.empty()),
                machine,
                pending);
    }

    /** Always true: a host has only one time zone, whatever the task set before. */
    @Override
    public boolean isCalled(String recordedLabel) {
        return true;
    }

    @Override
    public List<Resource<?>> undo(List<RecordedChange> made) {
        List<RecordedChange> zones =
                made.stream().filter(change -> change.isOf(TIMEZONE)).toList();
        List<Resource<?>> former = new ArrayList<>();
        if (!zones.isEmpty()) {
            String given = zones.get(zones.size() - 1).to();
            former.add(new RestoreTimezone(
                    given, new RestoreFile(LOCALTIME, zones.get(0).wasAbsent(), Checksums.NONE)));
        }
        TextFile.former(CLOCK, made).ifPresent(former::add);
        return former;
    }
}
