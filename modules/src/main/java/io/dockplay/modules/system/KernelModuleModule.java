package io.dockplay.modules.system;

import io.dockplay.message.Message;
import io.dockplay.modules.files.Checksums;
import io.dockplay.modules.files.FileAttributes;
import io.dockplay.modules.files.FileState;
import io.dockplay.modules.files.RestoreFile;
import io.dockplay.modules.files.TextFile;
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

/** Loads and unloads a kernel module with {@code modprobe}, and lists it for the boot. */
@PlaybookModule(name = "kernel-module", sentence = "A module of the kernel, loaded now and at boot.", example = """
                - name: Bridged packets can be filtered
                  kernel-module: {name: br_netfilter}

                - name: The settings that it brings
                  sysctl: {name: net.bridge.bridge-nf-call-iptables, value: 1}
                """)
public record KernelModuleModule(
        @Option(value = "as modprobe takes it; between `-` and `_` it makes no difference", example = "br_netfilter")
        String name,

        @Option(value = "whether it is loaded at each boot too", defaults = "true")
        Optional<Boolean> boot,

        @Option(value = "whether it is loaded", defaults = "present")
        Optional<DesiredState> state)
        implements Resource<KernelModuleState> {

    /** Whether the module is loaded. */
    public enum DesiredState {
        /** The module is loaded. */
        PRESENT,
        /** The module is not loaded, and dockplay's file does not load it at boot. */
        ABSENT
    }

    static final String LOADED = "loaded";
    static final String NOT_LOADED = "not loaded";
    private static final String KEY_LOADED = "loaded";
    private static final String KEY_NOT_LOADED = "not-loaded";

    public KernelModuleModule {
        if (!name.matches("[A-Za-z0-9_][A-Za-z0-9_-]*")) {
            throw new InvalidOption(
                    "name",
                    Message.of("\"%s\" is not a kernel module", name),
                    Message.of("Write it as lsmod prints it."));
        }
    }

    private boolean isAbsent() {
        return state.equals(Optional.of(DesiredState.ABSENT));
    }

    private String path(InitSystem init) {
        return init == InitSystem.SYSV
                ? "/etc/sysconfig/modules/" + name + ".modules"
                : "/etc/modules-load.d/" + name + ".conf";
    }

    @Override
    public String label() {
        return name;
    }

    @Override
    public List<String> writes() {
        return List.of(KernelModuleState.task(name));
    }

    @Override
    public Script probe(Machine machine) {
        return KernelModuleState.probe(name)
                .then(FileState.probe(path(machine.init()), true, Optional.empty(), Optional.empty()));
    }

    @Override
    public KernelModuleState read(ProbeOutput probeOutput) {
        return KernelModuleState.read(name, probeOutput);
    }

    @Override
    public Plan plan(KernelModuleState actual, Machine machine, PendingChanges pendingChanges) {
        TextFile file = new TextFile(path(machine.init()), actual.file());
        return isAbsent() ? removal(actual, file) : presence(actual, file, machine, pendingChanges);
    }

    private Plan presence(KernelModuleState actual, TextFile file, Machine machine, PendingChanges pendingChanges) {
        if (actual.isBuiltIn()) {
            return Plan.NOTHING;
        }
        List<Change> changes = new ArrayList<>();
        Script script = Script.NOTHING;
        if (!actual.isLoaded()) {
            changes.add(Change.of(name, NOT_LOADED, LOADED).recordedAs(name, KEY_NOT_LOADED, KEY_LOADED));
            script = Script.of("modprobe {}", name);
        }
        Plan atBoot = boot.orElse(true)
                ? TextFile.named(file.plan(wanted(machine), attributes(machine), machine, pendingChanges), file.path())
                : Plan.NOTHING;
        changes.addAll(atBoot.changes());
        if (changes.isEmpty()) {
            return Plan.NOTHING;
        }
        if (!actual.isLoaded() && !actual.exists()) {
            return Plan.blocked(
                    changes,
                    Blocker.of(
                            Message.of("the kernel %s has no module %s", machine.kernel(), name),
                            new Prerequisite(Prerequisite.Kind.KERNEL_MODULE, name)));
        }
        // The file comes after the load, so that a module that cannot be loaded is not tried at each boot.
        return atBoot.blocker().isPresent()
                ? Plan.blocked(changes, atBoot.blocker().get())
                : Plan.of(changes, script.then(atBoot.script()));
    }

    private List<String> wanted(Machine machine) {
        return machine.init() == InitSystem.SYSV
                ? List.of("#!/bin/sh", "exec /sbin/modprobe " + name + " >/dev/null 2>&1")
                : List.of(name);
    }

    /** Returns the file's attributes; CentOS 6 runs the file, so it must be executable there. */
    private static FileAttributes attributes(Machine machine) {
        return new FileAttributes(
                Optional.of(machine.init() == InitSystem.SYSV ? "0755" : "0644"), Optional.empty(), Optional.empty());
    }

    private Plan removal(KernelModuleState actual, TextFile file) {
        List<Change> changes = new ArrayList<>();
        Script script = Script.NOTHING;
        if (actual.isLoaded()) {
            changes.add(Change.of(name, LOADED, NOT_LOADED).recordedAs(name, KEY_LOADED, KEY_NOT_LOADED));
            script = Script.of("modprobe -r {}", name);
        }
        if (actual.file().isThere()) {
            Plan atBoot = TextFile.named(file.removal(), file.path());
            changes.addAll(atBoot.changes());
            script = script.then(atBoot.script());
        }
        if (actual.isBuiltIn()) {
            changes.add(Change.of(name, "a part of the kernel", Change.ABSENT));
            return Plan.blocked(
                    changes, Message.of("the module %s is a part of the kernel and cannot be unloaded", name));
        }
        return actual.isLoaded() && actual.isUsed()
                ? Plan.blocked(
                        changes,
                        Blocker.of(actual.inUse(name), new Prerequisite(Prerequisite.Kind.UNUSED_MODULE, name)))
                : Plan.of(changes, script);
    }

    /** Restores the file; it unloads a module that was loaded if nothing uses it, and loads one that was unloaded. */
    @Override
    public List<Resource<?>> undo(List<RecordedChange> made) {
        List<Resource<?>> former = new ArrayList<>();
        made.stream()
                .filter(change -> TextFile.fileOf(change).isPresent())
                .findFirst()
                .ifPresent(first -> {
                    String path = TextFile.fileOf(first).orElse("");
                    former.add(new RestoreFile(path, first.wasAbsent(), Checksums.of(path, made)));
                });
        made.stream()
                .filter(change -> change.isOf(name))
                .findFirst()
                .ifPresent(first ->
                        former.add(new RestoreKernelModule(name, first.from().equals(KEY_LOADED))));
        return former;
    }

    @Override
    public List<String> brings() {
        return isAbsent() ? List.of() : List.of(name);
    }
}
