package io.dockplay.cli;

import io.dockplay.engine.Secrets;
import io.dockplay.engine.Target;
import io.dockplay.inventory.Host;
import io.dockplay.inventory.Inventory;
import io.dockplay.inventory.InventoryReader;
import io.dockplay.playbook.Play;
import io.dockplay.playbook.Playbook;
import io.dockplay.playbook.PlaybookCheck;
import io.dockplay.playbook.PlaybookReader;
import io.dockplay.playbook.Variables;
import io.dockplay.problem.DidYouMean;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Position;
import io.dockplay.problem.Problem;
import io.dockplay.ssh.SshConnection;
import io.dockplay.ssh.SshOptions;
import io.dockplay.ssh.SshTarget;
import io.dockplay.transport.LocalConnection;
import io.dockplay.vault.Keyring;
import io.dockplay.yaml.InputFiles;
import io.dockplay.yaml.Yaml;
import io.dockplay.yaml.YamlReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The playbook and the inventory, read and checked together before anything is contacted. */
final class Fleet {

    private final List<Problem> problems = new ArrayList<>();
    private final List<Target.Assignment> assignments = new ArrayList<>();
    private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1");

    private List<Host> everybody = List.of();
    private final SshOptions ssh;
    private final Optional<String> becomePassword;

    private Fleet(SshOptions ssh, Optional<String> becomePassword) {
        this.ssh = ssh;
        this.becomePassword = becomePassword;
    }

    /**
     * Every host that the playbook is for, with its plays.
     *
     * @throws InvalidInput with all that is wrong with the playbook, the inventory and the options
     */
    static List<Target> read(Path playbook, RunOptions options, SshOptions ssh, Optional<String> becomePassword) {
        InputFiles.forget();
        Fleet fleet = new Fleet(ssh, becomePassword);
        fleet.openVault(options);
        List<Target> targets = fleet.targets(playbook, options);
        if (!fleet.problems.isEmpty()) {
            Secrets secrets = Secrets.of(fleet.assignments, becomePassword);
            throw new InvalidInput(fleet.problems.stream().map(secrets::mask).toList());
        }
        return targets;
    }

    /**
     * Every host that the options name, without anything to be done on it.
     *
     * @throws InvalidInput with all that is wrong with the inventory and the options
     */
    static List<Target> hosts(RunOptions options, SshOptions ssh, Optional<String> becomePassword) {
        InputFiles.forget();
        Fleet fleet = new Fleet(ssh, becomePassword);
        fleet.openVault(options);
        Optional<Inventory> inventory = fleet.inventory(options, Optional.empty());
        Map<String, Yaml> overrides = fleet.overrides(options);
        List<Target> targets = new ArrayList<>();
        for (Host host : inventory
                .map(all -> fleet.limited(all, options, Optional.empty()))
                .orElse(List.of())) {
            fleet.collect(() -> fleet.target(host, List.of(), overrides)).ifPresent(targets::add);
        }
        if (!fleet.problems.isEmpty()) {
            throw new InvalidInput(fleet.problems);
        }
        return targets;
    }

    private void openVault(RunOptions options) {
        InputFiles.use(Keyring.NONE);
        collect(() -> options.vault.sources().keyring()).ifPresent(InputFiles::use);
    }

    private Optional<Inventory> inventory(RunOptions options, Optional<Path> playbookFolder) {
        if (options.inventory.isEmpty()) {
            problems.add(
                    Problem.of("there is no inventory", "Name the hosts, or the file with them: -i, --inventory."));
        }
        return options.inventory.isEmpty()
                ? Optional.empty()
                : collect(() -> InventoryReader.read(options.inventory, playbookFolder));
    }

    private List<Host> limited(Inventory inventory, RunOptions options, Optional<Path> playbook) {
        return options.limit.isEmpty()
                ? inventory.hosts()
                : collect(() -> Limit.of(options.limit.get(), "--limit", playbook)
                                .select(inventory))
                        .orElse(List.of());
    }

    private List<Target> targets(Path path, RunOptions options) {
        PlaybookReader.Reading reading = PlaybookReader.tryRead(path);
        problems.addAll(reading.problems());
        Path folder = Optional.ofNullable(path.getParent()).orElse(Path.of(""));
        Optional<Inventory> inventory = inventory(options, Optional.of(folder));
        problems.addAll(new Prompts(options.asks ? Terminal.get() : Optional.empty())
                .ask(reading.playbook().plays(), options));
        Map<String, Yaml> overrides = overrides(options);
        if (inventory.isEmpty()) {
            return List.of();
        }
        everybody = inventory.get().hosts();
        Map<String, List<Target.Assignment>> assignments = new LinkedHashMap<>();
        Map<String, Host> hosts = new LinkedHashMap<>();
        Set<String> limited = new LinkedHashSet<>();
        Map<String, Object> groups = HostFacts.groups(inventory.get());
        limited(inventory.get(), options, Optional.of(path)).forEach(host -> limited.add(host.name()));
        Playbook chosen =
                collect(() -> reading.playbook().only(options.selection())).orElse(reading.playbook());
        for (Play play : chosen.plays()) {
            Optional<List<Host>> selected =
                    collect(() -> inventory.get().select(play.hosts(), Optional.of(play.position())));
            List<Variables> variables = new ArrayList<>();
            for (Host host : selected.orElse(List.of())) {
                Variables own = Variables.of(variables(play, host, inventory.get(), groups), overrides)
                        .withDefaults(play.defaults());
                variables.add(own);
                this.assignments.add(new Target.Assignment(play, own));
                if (options.limit.isEmpty() || limited.contains(host.name())) {
                    hosts.put(host.name(), host);
                    assignments
                            .computeIfAbsent(host.name(), any -> new ArrayList<>())
                            .add(new Target.Assignment(play, own));
                }
            }
            checkDelegates(play);
            PlaybookCheck.problems(play, variables).stream()
                    .filter(each -> !problems.contains(each))
                    .forEach(problems::add);
        }
        if (problems.isEmpty() && assignments.isEmpty()) {
            problems.add(Problem.of(
                    "there is no host to do anything on", "The plays' hosts and --limit have none in common."));
        }
        List<Target> targets = new ArrayList<>();
        hosts.forEach((name, host) -> collect(() -> target(host, assignments.getOrDefault(name, List.of()), overrides))
                .ifPresent(targets::add));
        return targets;
    }

    /** Tasks that name a host of which there is none to be done on. */
    private void checkDelegates(Play play) {
        List<String> names = everybody.stream().map(Host::name).toList();
        Stream.concat(play.tasks().stream(), play.handlers().stream())
                .flatMap(task -> task.manner().delegateTo().stream())
                .filter(written -> !written.text().contains("${"))
                .filter(written -> !names.contains(written.text()) && !LOCAL.contains(written.text()))
                .map(written -> Problem.at(
                        written.position(),
                        "delegate_to: there is no host \"" + written.text() + "\"",
                        "It names a host of the inventory, or localhost." + DidYouMean.hint(written.text(), names)))
                .filter(each -> !problems.contains(each))
                .forEach(problems::add);
    }

    /** A host of the inventory on which another one's tasks are done; the machine that dockplay runs on is always there. */
    private Optional<Target> other(String name, Map<String, Yaml> overrides) {
        Optional<Target> known = everybody.stream()
                .filter(host -> host.name().equals(name))
                .findFirst()
                .map(host -> target(host, List.of(), overrides));
        return known.isPresent() || !LOCAL.contains(name)
                ? known
                : Optional.of(new Target(name, LocalConnection::new, becomePassword, List.of()));
    }

    private Target target(Host host, List<Target.Assignment> assignments, Map<String, Yaml> overrides) {
        Map<String, Object> known = Variables.of(host.variables(), overrides)
                .with("inventory_hostname", host.name())
                .evaluated(SshTarget.VARIABLES);
        Optional<String> password = becomePassword.or(
                () -> Optional.ofNullable(known.getOrDefault("ansible_become_password", known.get("become_password")))
                        .map(String::valueOf));
        Target.Connector connector;
        if ("local".equals(known.get("ansible_connection"))) {
            connector = LocalConnection::new;
        } else {
            SshTarget target = SshTarget.of(host.name(), known, Optional.of(host.position()));
            connector = () -> SshConnection.connect(target, ssh);
        }
        return new Target(host.name(), connector, password, assignments, name -> other(name, overrides));
    }

    /** The host's, over them the play's own; the play's defaults and the command line's are kept apart. */
    private static Map<String, Object> variables(
            Play play, Host host, Inventory inventory, Map<String, Object> groups) {
        Map<String, Object> variables = new LinkedHashMap<>(HostFacts.of(host, inventory, groups));
        variables.putAll(host.variables());
        variables.putAll(play.vars());
        return variables;
    }

    private Map<String, Yaml> overrides(RunOptions options) {
        Map<String, Yaml> overrides = new LinkedHashMap<>();
        options.extraVariables
                .keySet()
                .forEach(name -> Variables.wrongName(name, Position.of("-e")).ifPresent(problems::add));
        options.extraVariables.forEach((name, text) -> collect(() -> YamlReader.read("-e " + name, text))
                .ifPresent(value ->
                        overrides.put(name, value.orElseGet(() -> Yaml.of(Position.of("-e " + name), "")))));
        return overrides;
    }

    private <T> Optional<T> collect(Supplier<T> step) {
        try {
            return Optional.of(step.get());
        } catch (InvalidInput wrong) {
            wrong.problems().stream().filter(each -> !problems.contains(each)).forEach(problems::add);
            return Optional.empty();
        }
    }
}
