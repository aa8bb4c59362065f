package io.dockplay.modules.system;

import io.dockplay.message.Message;
import io.dockplay.modules.files.FileAttributes;
import io.dockplay.modules.files.FilePath;
import io.dockplay.modules.files.FileState;
import io.dockplay.modules.files.TextFile;
import io.dockplay.resource.Change;
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
import java.util.Map;
import java.util.Optional;

/** Sets a kernel parameter in /proc/sys and in the file that is read at boot. */
@PlaybookModule(
        name = "sysctl",
        sentence = "A parameter of the kernel, in the file that is read at boot and in the kernel that runs.",
        example = """
                - name: Containers reach other networks
                  sysctl: {name: net.ipv4.ip_forward, value: 1}

                - name: Bridged packets go through iptables
                  sysctl: {name: net.bridge.bridge-nf-call-iptables, value: 1, file: /etc/sysctl.d/90-docker.conf}
                """)
public record SysctlModule(
        @Option(value = "with dots or with slashes, as sysctl takes it", example = "net.ipv4.ip_forward")
        String name,

        @Option("what it shall be; how many blanks are between its numbers makes no difference")
        Optional<String> value,

        @Option(value = "where it stands for the next boot", defaults = "/etc/sysctl.conf")
        Optional<String> file,

        @Option(value = "whether the kernel that runs gets it too", defaults = "true")
        Optional<Boolean> reload,

        @Option(value = "`absent`: no line in the file, and the kernel keeps what it has", defaults = "present")
        Optional<DesiredState> state)
        implements Resource<SysctlModule.State> {

    /** Whether the file sets the parameter. */
    public enum DesiredState {
        /** The file sets the parameter to its value. */
        PRESENT,
        /** The file does not set the parameter. */
        ABSENT
    }

    /**
     * The actual state of a parameter.
     *
     * @param isKnown whether the running kernel has the parameter
     * @param value the value in the running kernel
     * @param file what is at the path of the file
     */
    public record State(boolean isKnown, String value, FileState file) {}

    static final String KERNEL = "kernel";

    public SysctlModule {
        if (!name.matches("[A-Za-z0-9_][A-Za-z0-9_./:*@-]*") || name.contains("..") || name.contains("//")) {
            throw new InvalidOption(
                    "name",
                    Message.of("\"%s\" is not a kernel parameter", name),
                    Message.of("Write it as sysctl -a prints it."));
        }
        file = file.map(FilePath::checked);
        boolean isAbsent = state.equals(Optional.of(DesiredState.ABSENT));
        if (isAbsent == value.isPresent()) {
            throw new InvalidOption(
                    "value",
                    isAbsent
                            ? Message.of("a parameter that shall be absent has no value")
                            : Message.of("%s has no value", name),
                    isAbsent ? Message.of("Leave out value, or the state.") : Message.of("Give value."));
        }
        if (value.isPresent() && (value.get().isBlank() || value.get().matches("(?s).*[\\n\\r].*"))) {
            throw new InvalidOption(
                    "value", Message.of("the value of %s is not one line", name), Message.of("Write it in one line."));
        }
    }

    private String path() {
        return file.orElse("/etc/sysctl.conf");
    }

    /**
     * Returns the parameter's file in /proc/sys; as in sysctl, the first separator decides what dots and slashes mean.
     */
    static String procFile(String name) {
        int dot = name.indexOf('.');
        int slash = name.indexOf('/');
        boolean isPath = slash >= 0 && (dot < 0 || slash < dot);
        return "/proc/sys/"
                + (isPath ? name : name.replace('/', '\0').replace('.', '/').replace('\0', '.'));
    }

    /** Returns a value with one blank between its parts. */
    static String plain(String value) {
        return value.strip().replaceAll("\\s+", " ");
    }

    private boolean isAbsent() {
        return state.equals(Optional.of(DesiredState.ABSENT));
    }

    @Override
    public String label() {
        return name;
    }

    @Override
    public List<String> writes() {
        return List.of(path());
    }

    @Override
    public Script probe(Machine machine) {
        return RestoreKernelParameter.probe(name)
                .then(FileState.probe(path(), true, Optional.empty(), Optional.empty()));
    }

    @Override
    public State read(ProbeOutput probeOutput) {
        return new State(
                !probeOutput.text("known").isEmpty(),
                plain(probeOutput.text("value")),
                FileState.read(path(), probeOutput));
    }

    @Override
    public Plan plan(State actual, Machine machine, PendingChanges pendingChanges) {
        TextFile text = new TextFile(path(), actual.file());
        List<String> lines = text.lines();
        List<String> wanted = wanted(lines);
        FileAttributes attributes = new FileAttributes(Optional.empty(), Optional.empty(), Optional.empty());
        Plan plan = wanted.equals(lines) ? Plan.NOTHING : text.plan(wanted, attributes, machine, pendingChanges);
        if (isAbsent() || !reload.orElse(true) || plain(value.orElse("")).equals(actual.value())) {
            return plan;
        }
        List<Change> changes = new ArrayList<>(plan.changes());
        Change kernel = Change.of(KERNEL, actual.isKnown() ? actual.value() : Change.ABSENT, plain(value.orElse("")));
        Optional<String> loader = actual.isKnown() ? Optional.empty() : moduleTask(pendingChanges);
        changes.add(loader.map(kernel::after).orElse(kernel));
        if (plan.blocker().isPresent()) {
            return Plan.blocked(changes, plan.blocker().get());
        }
        return actual.isKnown() || loader.isPresent()
                ? Plan.of(changes, plan.script().then(RestoreKernelParameter.set(name, value.orElse(""))))
                : Plan.blocked(
                        changes,
                        Message.of("the kernel has no parameter %s; a module that is not loaded may bring it", name));
    }

    /** Finds the last earlier task of the run that loads a kernel module. */
    private static Optional<String> moduleTask(PendingChanges pendingChanges) {
        return pendingChanges.writers().entrySet().stream()
                .filter(each -> each.getKey().startsWith("/proc/modules:"))
                .map(Map.Entry::getValue)
                .reduce((first, second) -> second);
    }

    /** Returns the lines with the value in the last line that sets the parameter, and without its other lines. */
    private List<String> wanted(List<String> lines) {
        List<String> result = new ArrayList<>();
        int last = -1;
        for (String line : lines) {
            if (!isOfParameter(line)) {
                result.add(line);
            } else {
                last = result.size();
                result.add(line);
            }
        }
        String wanted = plain(value.orElse(""));
        if (isAbsent() || last < 0) {
            result.removeIf(this::isOfParameter);
            if (!isAbsent()) {
                result.add(name + "=" + wanted);
            }
            return result;
        }
        String counting = result.get(last);
        boolean isSame = plain(counting.substring(counting.indexOf('=') + 1)).equals(wanted);
        result.set(last, isSame ? counting : name + "=" + wanted);
        return result;
    }

    private boolean isOfParameter(String line) {
        int equals = line.indexOf('=');
        String key = equals < 0 ? "" : line.substring(0, equals).strip();
        return !key.isEmpty()
                && !key.startsWith("#")
                && !key.startsWith(";")
                && procFile(key.startsWith("-") ? key.substring(1) : key).equals(procFile(name));
    }

    /** Restores the file and the value in the running kernel. */
    @Override
    public List<Resource<?>> undo(List<RecordedChange> made) {
        List<Resource<?>> former = new ArrayList<>();
        TextFile.former(path(), made).ifPresent(former::add);
        List<RecordedChange> kernel =
                made.stream().filter(change -> change.isOf(KERNEL)).toList();
        if (!kernel.isEmpty() && !kernel.get(0).wasAbsent()) {
            String set = kernel.get(kernel.size() - 1).to();
            former.add(new RestoreKernelParameter(name, kernel.get(0).from(), set));
        }
        return former;
    }

    @Override
    public List<String> brings() {
        return isAbsent() ? List.of() : List.of(name);
    }
}
