package io.dockplay.cli.rehearse;

import io.dockplay.cli.console.ExitCode;
import io.dockplay.cli.option.Login;
import io.dockplay.cli.option.RunOptions;
import io.dockplay.cli.run.ExpectedLeftovers;
import io.dockplay.cli.run.FleetLoader;
import io.dockplay.cli.run.PlaybookRunner;
import io.dockplay.cli.run.RunKind;
import io.dockplay.engine.coordination.RunMode;
import io.dockplay.engine.event.Event;
import io.dockplay.engine.fleet.RunSummary;
import io.dockplay.engine.session.HostTarget;
import io.dockplay.lab.Fingerprint;
import io.dockplay.lab.HostCounts;
import io.dockplay.lab.Lab;
import io.dockplay.lab.LabHost;
import io.dockplay.message.Message;
import io.dockplay.problem.Harmless;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A playbook's whole life on throw-away hosts, stage after stage; the first that does not hold ends it.
 *
 * <p>hosts up → dry run, which writes nothing → apply, which makes what the dry run named → apply again, which makes nothing
 * → verify → uninstall, which gives the hosts back → hosts down.
 */
public final class Rehearsal {

    private static final int STAGES = 7;

    private final PlaybookRunner playbookRunner;
    private final PrintWriter out;
    private final Path playbook;
    private final RunOptions options;
    private final boolean keep;
    private int stage;

    public Rehearsal(PlaybookRunner playbookRunner, Path playbook, RunOptions options, boolean keep) {
        this.playbookRunner = playbookRunner;
        this.out = playbookRunner.out();
        this.playbook = playbook;
        this.options = options;
        this.keep = keep;
    }

    /** Why a stage does not hold. */
    private static final class Broken extends Exception {

        private static final long serialVersionUID = 1;

        Broken(Message why) {
            super(why.text());
        }
    }

    public ExitCode run(HostCounts counts) {
        stage(Message.of("hosts up"));
        try (Lab lab = Lab.start(counts, this::say)) {
            options.inventory.sources = List.of(lab.inventoryFile().toString());
            if (keep) {
                lab.keep();
            }
            ExitCode code = run(lab);
            if (keep) {
                say("");
                KeptHosts.tell(lab, playbook.toString(), this::say);
            } else {
                stage(Message.of("hosts down"));
            }
            return code;
        }
    }

    private ExitCode run(Lab lab) {
        try {
            List<HostTarget> targets = targets(playbook);
            Map<LabHost, Fingerprint> before = fingerprints(lab);

            stage(Message.of("dry run: tells what it would do, and writes nothing"));
            Set<String> certain = new TreeSet<>();
            Set<String> possible = new TreeSet<>();
            check(playbookRunner.run(targets, RunMode.DRY_RUN, RunKind.APPLY, options, event -> {
                if (event instanceof Event.Planned planned) {
                    boolean isCertain = planned.changes().stream()
                            .allMatch(change -> change.after().isEmpty());
                    (isCertain ? certain : possible).add(planned.host() + ": " + planned.step());
                }
            }));
            same(before, fingerprints(lab), false);

            stage(Message.of("apply: makes the changes that the dry run named"));
            Set<String> made = new TreeSet<>();
            check(playbookRunner.run(targets, RunMode.APPLY, RunKind.APPLY, options, event -> {
                if (event instanceof Event.Changed changed) {
                    made.add(changed.host() + ": " + changed.step());
                }
            }));
            promised(certain, possible, made);

            stage(Message.of("apply again: finds nothing to do"));
            RunSummary again = playbookRunner.run(targets, RunMode.APPLY, RunKind.APPLY, options, event -> {});
            check(again);
            if (again.changed()) {
                throw new Broken(Message.of("the second apply has changed something"));
            }

            verify(lab);
            if (keep) {
                return ExitCode.AS_WANTED;
            }

            stage(Message.of("uninstall: gives the hosts back"));
            check(playbookRunner.run(
                    targets, RunMode.APPLY, RunKind.uninstall(false, false, true), options, event -> {}));
            same(before, fingerprints(lab), true);
            return ExitCode.AS_WANTED;
        } catch (Broken broken) {
            out.flush();
            playbookRunner
                    .err()
                    .println(Message.of(
                            "error: the rehearsal failed at stage %d: %s",
                            stage, Harmless.text(String.valueOf(broken.getMessage()))));
            return ExitCode.HOST_FAILED;
        }
    }

    /** The playbook verify.yml beside the rehearsed one, and the mirror's own log. */
    private void verify(Lab lab) throws Broken {
        stage(Message.of("verify: Docker works, and hello-world came through the mirror"));
        Path verify = playbook.resolveSibling("verify.yml");
        if (!Files.exists(verify)) {
            say(Message.of("There is no %s; nothing more is verified.", verify).text());
            return;
        }
        check(playbookRunner.run(targets(verify), RunMode.APPLY, RunKind.APPLY, options, event -> {}));
        String log = lab.registryLog();
        for (LabHost host : lab.hosts()) {
            Optional<String> pulled = log.lines()
                    .filter(line ->
                            line.contains(host.address() + " ") && line.contains("/v2/library/hello-world/manifests/"))
                    .findFirst();
            say(host.name() + ", " + host.address() + ": "
                    + pulled.orElseThrow(() -> new Broken(Message.of(
                            "the mirror's log has no request for hello-world from %s (%s)",
                            host.name(), host.address()))));
        }
    }

    private List<HostTarget> targets(Path file) {
        return FleetLoader.read(file, options, Login.USUAL, playbookRunner.context());
    }

    private static void check(RunSummary summary) throws Broken {
        if (ExitCode.of(summary, false) != ExitCode.AS_WANTED) {
            throw new Broken(Message.of("a host failed; see above"));
        }
    }

    private void promised(Set<String> certain, Set<String> possible, Set<String> made) throws Broken {
        List<String> broken = new ArrayList<>();
        certain.stream()
                .filter(each -> !made.contains(each))
                .forEach(each ->
                        broken.add(Message.of("named, but not made: %s", each).text()));
        made.stream()
                .filter(each -> !certain.contains(each) && !possible.contains(each))
                .forEach(each ->
                        broken.add(Message.of("made, but not named: %s", each).text()));
        if (!broken.isEmpty()) {
            throw new Broken(
                    Message.of("the dry run did not name what apply made%s", "\n  " + String.join("\n  ", broken)));
        }
        say(Message.of(
                        "%d changes made; the dry run had named %d for certain and %d as depending on an earlier one",
                        made.size(), certain.size(), possible.size())
                .text());
    }

    private static Map<LabHost, Fingerprint> fingerprints(Lab lab) {
        Map<LabHost, Fingerprint> fingerprints = new LinkedHashMap<>();
        lab.hosts().forEach(host -> fingerprints.put(host, host.fingerprint()));
        return fingerprints;
    }

    private void same(Map<LabHost, Fingerprint> before, Map<LabHost, Fingerprint> after, boolean afterUninstall)
            throws Broken {
        List<String> unexplained = new ArrayList<>();
        Set<String> explained = new TreeSet<>();
        before.forEach((host, former) -> {
            for (String difference : former.differences(after.getOrDefault(host, former))) {
                Optional<String> reason = afterUninstall ? ExpectedLeftovers.reason(difference) : Optional.empty();
                if (reason.isPresent()) {
                    explained.add(difference.replaceFirst(":.*", "") + " — " + reason.get());
                } else {
                    unexplained.add(host.name() + ": " + difference);
                }
            }
        });
        if (!unexplained.isEmpty()) {
            throw new Broken(Message.of("the hosts are not as they were%s", "\n  " + String.join("\n  ", unexplained)));
        }
        int facts =
                before.values().stream().mapToInt(each -> each.facts().size()).sum();
        Message same = Message.of(
                "%d hosts are as they were: %d facts about packages, /etc, services, users, processes",
                before.size(), facts);
        say((explained.isEmpty() ? same : Message.of("%s, but for", same)).text());
        explained.forEach(each -> say("  " + each));
    }

    private void stage(Message name) {
        stage++;
        out.println();
        out.println("── " + stage + "/" + STAGES + "  " + name);
        out.flush();
    }

    private void say(String line) {
        out.println(line);
        out.flush();
    }
}
