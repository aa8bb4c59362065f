package io.dockplay.modules.system;

import io.dockplay.message.Message;
import io.dockplay.modules.files.FileAttributes;
import io.dockplay.modules.files.FileState;
import io.dockplay.modules.files.TextFile;
import io.dockplay.resource.Blocker;
import io.dockplay.resource.Change;
import io.dockplay.resource.InitSystem;
import io.dockplay.resource.Machine;
import io.dockplay.resource.PendingChanges;
import io.dockplay.resource.Plan;
import io.dockplay.resource.Prerequisite;
import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The actual state of a port in a host's firewall.
 *
 * @param kind which firewall runs
 * @param rules the actual lines of the chain INPUT, where iptables runs
 * @param now whether firewalld lets the port through now
 * @param boot whether firewalld lets it through after the next boot
 * @param file /etc/sysconfig/iptables
 */
public record FirewallState(Kind kind, List<String> rules, boolean now, boolean boot, FileState file) {

    /** Which firewall runs. */
    public enum Kind {
        /** firewalld, as on CentOS 7. */
        FIREWALLD,
        /** The service iptables, as on CentOS 6. */
        IPTABLES,
        /** No firewall runs. */
        NONE
    }

    static final String NOW = "now";
    static final String BOOT = "at-boot";
    static final String OPEN = "open";
    static final String CLOSED = "closed";
    static final String SAVED = "/etc/sysconfig/iptables";

    public FirewallState {
        rules = List.copyOf(rules);
    }

    static Script probe(FirewallRule rule, Machine machine) {
        Script iptables = machine.init() == InitSystem.SYSV
                ? Script.of("service iptables status >/dev/null 2>&1")
                : Script.of("systemctl is-active -q iptables");
        return Script.of(
                """
                firewalld=$(firewall-cmd --state 2>&1)
                answer firewalld; printf '%s\\n' "$firewalld"
                if [ "$firewalld" = running ]; then
                  answer now; if {} >/dev/null 2>&1; then echo yes; fi
                  answer boot; if {} >/dev/null 2>&1; then echo yes; fi
                elif {}; then
                  answer iptables; echo yes
                  answer rules; iptables -S INPUT
                fi
                {}""",
                rule.firewalld("query", false),
                rule.firewalld("query", true),
                iptables,
                FileState.probe(SAVED, true, Optional.empty(), Optional.empty()));
    }

    static FirewallState read(ProbeOutput probeOutput) {
        Kind kind = probeOutput.text("firewalld").equals("running")
                ? Kind.FIREWALLD
                : probeOutput.has("iptables") ? Kind.IPTABLES : Kind.NONE;
        return new FirewallState(
                kind,
                probeOutput.lines("rules").stream()
                        .filter(line -> line.startsWith("-A INPUT "))
                        .toList(),
                !probeOutput.text("now").isEmpty(),
                !probeOutput.text("boot").isEmpty(),
                FileState.read(SAVED, probeOutput));
    }

    /**
     * Plans to open or close the port.
     *
     * @param openNow whether it is wanted open now; an empty one leaves the state
     * @param openAtBoot whether it is wanted open after the next boot; an empty one leaves the state
     */
    Plan plan(
            FirewallRule rule,
            Optional<Boolean> openNow,
            Optional<Boolean> openAtBoot,
            Machine machine,
            PendingChanges pendingChanges) {
        return switch (kind) {
            case FIREWALLD -> firewalld(rule, openNow, openAtBoot);
            case IPTABLES -> iptables(rule, openNow, openAtBoot, machine, pendingChanges);
            case NONE ->
                Plan.blocked(
                        List.of(
                                openNow.orElse(openAtBoot.orElse(true))
                                        ? Change.of("port now", "without a firewall", OPEN)
                                        : Change.of("port now", "without a firewall", CLOSED)),
                        Blocker.of(
                                Message.of(
                                        "neither firewalld nor the service iptables runs, so every port is open as far as this host "
                                                + "can say; a service task can start one"),
                                Prerequisite.the(Prerequisite.Kind.FIREWALL)));
        };
    }

    private Plan firewalld(FirewallRule rule, Optional<Boolean> openNow, Optional<Boolean> openAtBoot) {
        List<Change> changes = new ArrayList<>();
        Script script = Script.NOTHING;
        if (openAtBoot.isPresent() && openAtBoot.get() != boot) {
            changes.add(change(BOOT, openAtBoot.get()));
            script = script.then(rule.firewalld(openAtBoot.get() ? "add" : "remove", true));
        }
        if (openNow.isPresent() && openNow.get() != now) {
            changes.add(change(NOW, openNow.get()));
            script = script.then(rule.firewalld(openNow.get() ? "add" : "remove", false));
        }
        return Plan.of(changes, script);
    }

    private static Change change(String key, boolean opens) {
        String what = key.equals(NOW) ? "port now" : "port at boot";
        return (opens ? Change.of(what, CLOSED, OPEN) : Change.of(what, OPEN, CLOSED)).recordedAs(key);
    }

    private Plan iptables(
            FirewallRule rule,
            Optional<Boolean> openNow,
            Optional<Boolean> openAtBoot,
            Machine machine,
            PendingChanges pendingChanges) {
        TextFile saved = new TextFile(SAVED, file);
        List<String> lines = saved.lines();
        List<Change> changes = new ArrayList<>();
        Script script = Script.NOTHING;
        if (openAtBoot.isPresent() && openAtBoot.get() != rule.indexIn(lines) >= 0) {
            Optional<List<String>> wanted = openAtBoot.get()
                    ? rule.addedTo(lines)
                    : Optional.of(
                            lines.stream().filter(line -> !rule.isIn(line)).toList());
            if (wanted.isEmpty()) {
                return Plan.blocked(
                        List.of(change(BOOT, true)),
                        Blocker.of(
                                Message.of(
                                        "%s has no table filter that a rule could be added to; service iptables save writes it",
                                        SAVED),
                                Prerequisite.path(SAVED)));
            }
            Plan atBoot = saved.plan(
                    wanted.get(),
                    new FileAttributes(Optional.empty(), Optional.empty(), Optional.empty()),
                    machine,
                    pendingChanges);
            Change change = change(BOOT, openAtBoot.get());
            changes.add(atBoot.changes().stream()
                    .findFirst()
                    .map(content -> change.with(content.diff(), content.after()))
                    .orElse(change));
            script = atBoot.script();
        }
        boolean isOpen = rule.indexIn(rules) >= 0;
        if (openNow.isPresent() && openNow.get() != isOpen) {
            changes.add(change(NOW, openNow.get()));
            script = script.then(openNow.get() ? insertion(rule) : deletion(rule));
        }
        return Plan.of(changes, script);
    }

    private Script insertion(FirewallRule rule) {
        for (int i = 0; i < rules.size(); i++) {
            if (FirewallRule.closes(rules.get(i))) {
                return Script.of("iptables -I INPUT {} {}", i + 1, rule.words());
            }
        }
        return Script.of("iptables -A INPUT {}", rule.words());
    }

    private Script deletion(FirewallRule rule) {
        Script script = Script.NOTHING;
        for (String line : rules) {
            if (rule.isIn(line)) {
                List<String> words =
                        List.of(line.substring("-A INPUT ".length()).split(" "));
                script = script.then(Script.of("iptables -D INPUT {}", words));
            }
        }
        return script;
    }
}
