package io.dockplay.modules.system;

import io.dockplay.message.Message;
import io.dockplay.modules.files.FileAttributes;
import io.dockplay.modules.files.FileState;
import io.dockplay.modules.files.TextFile;
import io.dockplay.modules.text.FileLines;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Sets whether SELinux enforces, with {@code setenforce} and in /etc/selinux/config. */
@PlaybookModule(
        name = "selinux",
        onePerHost = true,
        sentence = "Whether SELinux enforces its policy, now as far as that can be changed, and at boot.",
        example = """
                - name: What the policy forbids is only written down
                  selinux: {state: permissive}
                """)
public record SelinuxModule(
        @Option("what is wanted") DesiredState state,

        @Option(value = "the policy; without it that stays", example = "targeted")
        Optional<String> policy)
        implements Resource<SelinuxModule.State> {

    /** The modes of SELinux. */
    public enum DesiredState {
        /** SELinux forbids what the policy does not allow. */
        ENFORCING,
        /** SELinux only logs what it would forbid. */
        PERMISSIVE,
        /** SELinux is off from the next boot on. */
        DISABLED
    }

    /**
     * The actual state of SELinux.
     *
     * @param now {@code enforcing}, {@code permissive} or {@code disabled}
     * @param hasPolicy whether the wanted policy is installed
     * @param file /etc/selinux/config
     */
    public record State(String now, boolean hasPolicy, FileState file) {}

    static final String NOW = "SELinux now";
    private static final String KEY_NOW = "now";
    static final String ENFORCING = "enforcing";
    static final String PERMISSIVE = "permissive";
    static final String DISABLED = "disabled";
    private static final String CONFIG = "/etc/selinux/config";

    public SelinuxModule {
        if (policy.isPresent() && !policy.get().matches("[a-z][a-z0-9_-]*")) {
            throw new InvalidOption(
                    "policy", Message.of("\"%s\" is not a policy", policy.get()), Message.of("Such as targeted."));
        }
    }

    private String wanted() {
        return state.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String label() {
        return wanted();
    }

    /** Accepts every mode as the label, because a host has only one SELinux. */
    @Override
    public boolean isCalled(String recordedLabel) {
        return List.of(ENFORCING, PERMISSIVE, DISABLED).contains(recordedLabel);
    }

    @Override
    public List<String> writes() {
        return List.of(CONFIG);
    }

    /** Probes the actual mode. */
    static Script probeMode() {
        return Script.of("answer now; getenforce || cat /sys/fs/selinux/enforce || cat /selinux/enforce");
    }

    /** Reads the actual mode from the answers of {@link #probeMode}. */
    static String now(ProbeOutput probeOutput) {
        String word = probeOutput.text("now").toLowerCase(Locale.ROOT);
        return switch (word) {
            case "1", ENFORCING -> ENFORCING;
            case "0", PERMISSIVE -> PERMISSIVE;
            default -> DISABLED;
        };
    }

    @Override
    public Script probe(Machine machine) {
        Script probe = probeMode().then(FileState.probe(CONFIG, true, Optional.empty(), Optional.empty()));
        return policy.isEmpty()
                ? probe
                : probe.then(
                        Script.of("answer policy; if [ -d {} ]; then echo yes; fi", "/etc/selinux/" + policy.get()));
    }

    @Override
    public State read(ProbeOutput probeOutput) {
        return new State(
                now(probeOutput),
                policy.isEmpty() || !probeOutput.text("policy").isEmpty(),
                FileState.read(CONFIG, probeOutput));
    }

    @Override
    public Plan plan(State actual, Machine machine, PendingChanges pendingChanges) {
        if (!actual.file().isThere()) {
            return state == DesiredState.DISABLED && actual.now().equals(DISABLED)
                    ? Plan.NOTHING
                    : Plan.blocked(
                            List.of(Change.of("SELinux", actual.now(), wanted())),
                            Blocker.of(
                                    Message.of(
                                            "SELinux is not installed, there is no %s; the package selinux-policy-targeted brings it",
                                            CONFIG),
                                    Prerequisite.path(CONFIG)));
        }
        Plan plan = atBoot(actual, machine, pendingChanges);
        List<Change> changes = new ArrayList<>(plan.changes());
        Script script = plan.script();
        // A SELinux that is to be disabled stops enforcing at once.
        String soon = state == DesiredState.DISABLED ? PERMISSIVE : wanted();
        boolean canChange = !actual.now().equals(DISABLED) && !actual.now().equals(soon);
        if (canChange) {
            changes.add(Change.of(NOW, actual.now(), soon).recordedAs(KEY_NOW));
            script = script.then(set(soon));
        }
        boolean isOtherPolicy = plan.changes().stream()
                .anyMatch(change ->
                        policy.isPresent() && change.diff().orElse("").contains("+SELINUXTYPE=" + policy.get()));
        plan = plan.blocker().isPresent() ? Plan.blocked(changes, plan.blocker().get()) : Plan.of(changes, script);
        if (isAfterReboot(actual)) {
            return plan.warning(reboot(actual));
        }
        return isOtherPolicy && state != DesiredState.DISABLED && actual.hasPolicy()
                ? plan.warning(Message.of(
                        "the policy %s is in force only after a reboot, before which all files need its labels "
                                + "(touch /.autorelabel)",
                        policy.orElse("")))
                : plan;
    }

    static Script set(String mode) {
        return Script.of("setenforce {}", mode.equals(ENFORCING) ? "1" : "0");
    }

    private Plan atBoot(State actual, Machine machine, PendingChanges pendingChanges) {
        TextFile file = new TextFile(CONFIG, actual.file());
        List<String> settings = new ArrayList<>(List.of("SELINUX=" + wanted()));
        policy.ifPresent(name -> settings.add("SELINUXTYPE=" + name));
        List<String> lines = file.lines(FileLines.ofSettings(settings));
        if (lines.equals(file.lines())) {
            return Plan.NOTHING;
        }
        FileAttributes attributes = new FileAttributes(Optional.empty(), Optional.empty(), Optional.empty());
        Plan plan = file.plan(lines, attributes, machine, pendingChanges);
        return actual.hasPolicy() || state == DesiredState.DISABLED
                ? plan
                : Plan.blocked(
                        plan.changes(),
                        Blocker.of(
                                Message.of(
                                        "there is no SELinux policy %s; the package selinux-policy-%s brings it",
                                        policy.orElse(""), policy.orElse("")),
                                Prerequisite.path("/etc/selinux/" + policy.orElse(""))));
    }

    private boolean isAfterReboot(State actual) {
        return actual.now().equals(DISABLED) != (state == DesiredState.DISABLED);
    }

    private Message reboot(State actual) {
        return state == DesiredState.DISABLED
                ? Message.of("SELinux is disabled only after a reboot")
                : Message.of(
                        "SELinux is %s until a reboot, which labels all files and takes its time; then it is %s",
                        actual.now(), wanted());
    }

    /** Restores the file, and whether the policy is enforced. */
    @Override
    public List<Resource<?>> undo(List<RecordedChange> made) {
        List<Resource<?>> former = new ArrayList<>();
        TextFile.former(CONFIG, made).ifPresent(former::add);
        List<RecordedChange> now =
                made.stream().filter(change -> change.isOf(KEY_NOW)).toList();
        if (!now.isEmpty()) {
            former.add(new RestoreSelinux(
                    now.get(0).from(), now.get(now.size() - 1).to()));
        }
        return former;
    }

    @Override
    public List<String> brings() {
        return List.of("SELinux " + wanted());
    }
}
