package io.dockplay.modules.system;

import io.dockplay.message.Message;
import io.dockplay.modules.files.FileAttributes;
import io.dockplay.modules.files.FileContent;
import io.dockplay.modules.files.FileState;
import io.dockplay.modules.files.TextFile;
import io.dockplay.modules.text.FileLines;
import io.dockplay.resource.Change;
import io.dockplay.resource.InitSystem;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Sets the host's name in the kernel and in the file that is read at boot. */
@PlaybookModule(name = "hostname", onePerHost = true, sentence = "The host's name, now and at boot.", example = """
                - name: The host is called as in the inventory
                  hostname: {name: "${inventory_hostname}"}
                """)
public record HostnameModule(
        @Option("with or without its domain") String name) implements Resource<HostnameModule.State> {

    /**
     * The actual names of a host.
     *
     * @param kernel its name in the running kernel
     * @param file the file that names it at boot
     */
    public record State(String kernel, FileState file) {}

    static final String HOSTNAME_FILE = "/etc/hostname";
    static final String NOW = "name now";
    private static final String KEY_NOW = "now";
    private static final String KEY_AT_BOOT = "at-boot";
    private static final String AT_BOOT = "name at boot";
    private static final String NETWORK_FILE = "/etc/sysconfig/network";
    private static final int LONGEST = 64;

    public HostnameModule {
        if (name.length() > LONGEST
                || !name.matches(
                        "([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*")) {
            throw new InvalidOption(
                    "name",
                    Message.of("\"%s\" is not a host's name", name),
                    Message.of("Write letters, digits and dashes, with dots between the parts, at most 64 in all."));
        }
    }

    @Override
    public String label() {
        return name;
    }

    @Override
    public Script probe(Machine machine) {
        String path = machine.init() == InitSystem.SYSV ? NETWORK_FILE : HOSTNAME_FILE;
        return Script.of("answer kernel; cat /proc/sys/kernel/hostname")
                .then(FileState.probe(path, true, Optional.empty(), Optional.empty()));
    }

    @Override
    public State read(ProbeOutput probeOutput) {
        return new State(probeOutput.text("kernel"), FileState.read("the file with the host's name", probeOutput));
    }

    @Override
    public Plan plan(State actual, Machine machine, PendingChanges pendingChanges) {
        Plan atBoot =
                machine.init() == InitSystem.SYSV ? network(actual, machine, pendingChanges) : file(actual, machine);
        List<Change> changes = new ArrayList<>(atBoot.changes());
        Script script = atBoot.script();
        if (!actual.kernel().equals(name)) {
            changes.add(Change.of(NOW, actual.kernel(), name).recordedAs(KEY_NOW));
            script = script.then(Script.of("hostname {}", name));
        }
        return atBoot.blocker().isPresent()
                ? Plan.blocked(changes, atBoot.blocker().get())
                : Plan.of(changes, script);
    }

    private Plan network(State actual, Machine machine, PendingChanges pendingChanges) {
        TextFile file = new TextFile(NETWORK_FILE, actual.file());
        List<String> setting = List.of("HOSTNAME=" + name);
        FileLines wanted =
                FileLines.ofSettings(actual.file().isThere() ? setting : List.of("NETWORKING=yes", "HOSTNAME=" + name));
        List<String> lines = file.lines(wanted);
        return lines.equals(file.lines())
                ? Plan.NOTHING
                : file.plan(
                        lines,
                        new FileAttributes(Optional.empty(), Optional.empty(), Optional.empty()),
                        machine,
                        pendingChanges);
    }

    /** Plans the file; it is written in place, because in a container it is a mount that cannot be replaced. */
    private Plan file(State actual, Machine machine) {
        String former = String.join("", new TextFile(HOSTNAME_FILE, actual.file()).lines())
                .strip();
        if (former.equals(name)) {
            return Plan.NOTHING;
        }
        Script label = actual.file().isThere() ? Script.NOTHING : FileAttributes.label(machine, HOSTNAME_FILE);
        return Plan.of(
                List.of(Change.of(AT_BOOT, actual.file().isThere() ? former : Change.ABSENT, name)
                        .recordedAs(KEY_AT_BOOT)),
                Script.of("printf '%s\\n' {} >{}", name, HOSTNAME_FILE).then(label));
    }

    /** Always true: a host has only one name, whatever the task called it before. */
    @Override
    public boolean isCalled(String recordedLabel) {
        return true;
    }

    /** Restores the former names, unless somebody has set another one since. */
    @Override
    public List<Resource<?>> undo(List<RecordedChange> made) {
        List<Resource<?>> former = new ArrayList<>();
        boolean isNetworkFile = made.stream().anyMatch(change -> change.isOf(FileContent.CONTENT));
        if (isNetworkFile) {
            TextFile.former(NETWORK_FILE, made).ifPresent(former::add);
        }
        Optional<String> atBoot = first(made, KEY_AT_BOOT);
        Optional<String> now = first(made, KEY_NOW);
        if (atBoot.isPresent() || now.isPresent()) {
            String given = made.stream()
                    .filter(change -> change.isOf(KEY_AT_BOOT) || change.isOf(KEY_NOW))
                    .map(RecordedChange::to)
                    .reduce(name, (earlier, later) -> later);
            former.add(new RestoreHostname(given, atBoot, now));
        }
        return former;
    }

    private static Optional<String> first(List<RecordedChange> made, String key) {
        return made.stream()
                .filter(change -> change.isOf(key))
                .map(RecordedChange::from)
                .findFirst();
    }

    @Override
    public List<String> brings() {
        return List.of(name);
    }
}
