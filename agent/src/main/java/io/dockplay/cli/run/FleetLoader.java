package io.dockplay.cli.run;

import io.dockplay.cli.console.Terminal;
import io.dockplay.cli.option.Login;
import io.dockplay.cli.option.RunOptions;
import io.dockplay.cli.option.SshArguments;
import io.dockplay.engine.event.Secrets;
import io.dockplay.engine.session.HostTarget;
import io.dockplay.inventory.Host;
import io.dockplay.inventory.Inventory;
import io.dockplay.inventory.InventoryReader;
import io.dockplay.message.Message;
import io.dockplay.playbook.Play;
import io.dockplay.playbook.Playbook;
import io.dockplay.playbook.PlaybookCheck;
import io.dockplay.playbook.eval.CompiledTemplates;
import io.dockplay.playbook.eval.Variables;
import io.dockplay.playbook.parse.PlaybookReader;
import io.dockplay.problem.DidYouMean;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Problem;
import io.dockplay.ssh.SshConnection;
import io.dockplay.ssh.SshTarget;
import io.dockplay.transport.LocalConnection;
import io.dockplay.transport.Offer;
import io.dockplay.vault.Keyring;
import io.dockplay.yaml.LayeredMap;
import io.dockplay.yaml.Yaml;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The playbook and the inventory, read and checked together before anything is contacted. */
public final class FleetLoader {

    private final Set<Problem> problems = new LinkedHashSet<>();
    private final List<HostTarget.Assignment> assignments = new ArrayList<>();
    private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1");

    /** The variables that say how a host is reached. */
    private static final List<String> VARIABLES = Stream.of(
                    SshTarget.VARIABLES, SshArguments.VARIABLES, IgnoredSettings.VARIABLES)
            .flatMap(List::stream)
            .toList();

    /** The variables that may hold sudo's password; the first that is there counts. */
    private static final List<String> BECOME_PASSWORDS =
            List.of("ansible_become_password", "ansible_become_pass", "ansible_sudo_pass", "become_password");

    /** All hosts of the inventory by their names, for those that delegate to them. */
    private Map<String, Host> everybody = Map.of();

    private final RunContext context;
    private final Login login;
    private final IgnoredSettings ignoredSettings = new IgnoredSettings();
    private final CompiledTemplates compiledTemplates = new CompiledTemplates();

    private final boolean tellsSshConfig;
    private final Optional<Offer> offer;

    private FleetLoader(RunContext context, Login login, RunOptions options) {
        this.context = context;
        this.login = login;
        this.tellsSshConfig = options.tellsSshConfig;
        this.offer = options.bundle.offer();
    }

    /**
     * Every host that the playbook is for, with its plays.
     *
     * @throws InvalidInput with all that is wrong with the playbook, the inventory and the options
     */
    public static List<HostTarget> read(Path playbook, RunOptions options, Login login, RunContext context) {
        FleetLoader fleetLoader = new FleetLoader(context, login, options);
        fleetLoader.openVault(options);
        List<HostTarget> targets = fleetLoader.targets(playbook, options);
        if (!fleetLoader.problems.isEmpty()) {
            Secrets secrets = Secrets.of(context.revealed(), login.becomePassword());
            fleetLoader.assignments.forEach(each -> secrets.learn(each.play(), each.variables()));
            throw new InvalidInput(
                    fleetLoader.problems.stream().map(secrets::mask).toList());
        }
        fleetLoader.ignoredSettings.tell(login.warn());
        context.files().warnings().tell(login.warn());
        return targets;
    }

    /**
     * Every host that the options name, without anything to be done on it.
     *
     * @throws InvalidInput with all that is wrong with the inventory and the options
     */
    static List<HostTarget> hosts(RunOptions options, Login login, RunContext context) {
        FleetLoader fleetLoader = new FleetLoader(context, login, options);
        fleetLoader.openVault(options);
        Optional<Inventory> inventory = fleetLoader.inventory(options, Optional.empty());
        Map<String, Yaml> overrides = fleetLoader.overrides(options).orElse(Map.of());
        List<HostTarget> targets = new ArrayList<>();
        for (Host host : inventory
                .map(all -> fleetLoader.limited(all, options, Optional.empty()))
                .orElse(List.of())) {
            fleetLoader
                    .collect(() -> fleetLoader.target(host, List.of(), overrides))
                    .ifPresent(targets::add);
        }
        if (!fleetLoader.problems.isEmpty()) {
            throw new InvalidInput(List.copyOf(fleetLoader.problems));
        }
        fleetLoader.ignoredSettings.tell(login.warn());
        return targets;
    }

    private void openVault(RunOptions options) {
        context.files().use(Keyring.NONE);
        collect(() -> options.vault.sources().keyring()).ifPresent(context.files()::use);
    }

    private Optional<Inventory> inventory(RunOptions options, Optional<Path> playbookFolder) {
        if (options.inventory.sources.isEmpty()) {
            problems.add(Problem.of(
                    Message.of("there is no inventory"),
                    Message.of("Name the hosts, or the file with them: -i, --inventory.")));
        }
        return options.inventory.sources.isEmpty()
                ? Optional.empty()
                : collect(() -> InventoryReader.read(options.inventory.sources, playbookFolder, context.files()));
    }

    private List<Host> limited(Inventory inventory, RunOptions options, Optional<Path> playbook) {
        return options.limit.isEmpty()
                ? inventory.hosts()
                : collect(() -> LimitPattern.of(options.limit.get(), "--limit", playbook, context.files())
                                .select(inventory))
                        .orElse(List.of());
    }

    private List<HostTarget> targets(Path path, RunOptions options) {
        PlaybookReader.Reading reading = PlaybookReader.tryRead(path, context.files());
        problems.addAll(reading.problems());
        Path folder = Optional.ofNullable(path.getParent()).orElse(Path.of(""));
        Optional<Inventory> inventory = inventory(options, Optional.of(folder));
        collect(() -> new Prompts(options.asks ? Terminal.get() : Optional.empty())
                        .ask(reading.playbook().plays(), options, context.files()))
                .ifPresent(problems::addAll);
        Optional<Map<String, Yaml>> read = overrides(options);
        if (inventory.isEmpty() || read.isEmpty()) {
            return List.of(); // what else would be told would only follow from that
        }
        Map<String, Yaml> overrides = read.get();
        everybody = inventory.get().hosts().stream().collect(Collectors.toMap(Host::name, host -> host));
        Map<String, List<HostTarget.Assignment>> assignments = new LinkedHashMap<>();
        Map<String, Host> hosts = new LinkedHashMap<>();
        Set<String> limited = new LinkedHashSet<>();
        Map<String, Object> plain = LayeredMap.of(overrides, Map.of());
        MagicVariables magic = new MagicVariables(inventory.get());
        limited(inventory.get(), options, Optional.of(path)).forEach(host -> limited.add(host.name()));
        Playbook chosen =
                collect(() -> reading.playbook().only(options.selection())).orElse(reading.playbook());
        for (Play play : (options.forceHandlers ? chosen.forcingHandlers() : chosen).plays()) {
            Optional<List<Host>> selected =
                    collect(() -> inventory.get().select(play.hosts(), Optional.of(play.position())));
            List<Variables> variables = new ArrayList<>();
            for (Host host : selected.orElse(List.of())) {
                Variables own = Variables.of(variables(play, host, magic), plain, compiledTemplates)
                        .withDefaults(play.defaults());
                variables.add(own);
                this.assignments.add(new HostTarget.Assignment(play, own));
                if (options.limit.isEmpty() || limited.contains(host.name())) {
                    hosts.put(host.name(), host);
                    assignments
                            .computeIfAbsent(host.name(), any -> new ArrayList<>())
                            .add(new HostTarget.Assignment(play, own));
                }
            }
            checkDelegates(play, overrides);
            problems.addAll(PlaybookCheck.problems(play, variables));
        }
        if (problems.isEmpty() && assignments.isEmpty()) {
            problems.add(Problem.of(
                    Message.of("there is no host to do anything on"),
                    Message.of("The plays' hosts and --limit have none in common.")));
        }
        List<HostTarget> targets = new ArrayList<>();
        hosts.forEach((name, host) -> collect(() -> target(host, assignments.getOrDefault(name, List.of()), overrides))
                .ifPresent(targets::add));
        return targets;
    }

    /** Finds tasks that delegate to a host that does not exist, or whose variables are wrong. */
    private void checkDelegates(Play play, Map<String, Yaml> overrides) {
        Set<String> named = Stream.concat(play.tasks().stream(), play.handlers().stream())
                .flatMap(task -> task.keywords().delegateTo().stream())
                .map(Yaml.Scalar::text)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        named.stream()
                .flatMap(name -> Optional.ofNullable(everybody.get(name)).stream())
                .forEach(host -> collect(() -> target(host, List.of(), overrides)));
        Stream.concat(play.tasks().stream(), play.handlers().stream())
                .flatMap(task -> task.keywords().delegateTo().stream())
                .filter(written -> !written.text().contains("${"))
                .filter(written -> !everybody.containsKey(written.text()) && !LOCAL.contains(written.text()))
                .map(written -> Problem.at(
                        written.position(),
                        Message.of("delegate_to: there is no host \"%s\"", written.text()),
                        Message.of("It names a host of the inventory, or localhost.")
                                .and(DidYouMean.hint(written.text(), everybody.keySet()))))
                .forEach(problems::add);
    }

    /** The host to which tasks of another one are delegated; the machine that dockplay runs on always exists. */
    private Optional<HostTarget> other(String name, Map<String, Yaml> overrides) {
        Optional<HostTarget> known = Optional.ofNullable(everybody.get(name))
                // The warnings have been told by then, and many hosts ask at a time.
                .map(host -> target(host, List.of(), overrides, new IgnoredSettings()));
        return known.isPresent() || !LOCAL.contains(name)
                ? known
                : Optional.of(new HostTarget(
                        name,
                        this::local,
                        login.becomePassword(),
                        List.of(),
                        none -> Optional.empty(),
                        context.revealed()));
    }

    private HostTarget target(Host host, List<HostTarget.Assignment> assignments, Map<String, Yaml> overrides) {
        return target(host, assignments, overrides, ignoredSettings);
    }

    private HostTarget target(
            Host host,
            List<HostTarget.Assignment> assignments,
            Map<String, Yaml> overrides,
            IgnoredSettings ignoredSettings) {
        Map<String, Object> known = Variables.of(
                        LayeredMap.of(host.variables(), Map.of()),
                        LayeredMap.of(overrides, Map.of()),
                        compiledTemplates)
                .with("inventory_hostname", host.name())
                .evaluated(VARIABLES);
        SshArguments arguments = SshArguments.of(known);
        arguments.complete(known);
        arguments.ignored().forEach(what -> ignoredSettings.add(host.name(), what));
        ignoredSettings.of(host.name(), known);
        Optional<String> password = login.becomePassword()
                .or(() -> BECOME_PASSWORDS.stream()
                        .filter(known::containsKey)
                        .map(name -> String.valueOf(known.get(name)))
                        .findFirst());
        HostTarget.Connector connector;
        if ("local".equals(known.get("ansible_connection"))) {
            connector = this::local;
        } else {
            SshTarget target = login.to(SshTarget.of(host.name(), known, Optional.of(host.position())));
            // What ssh_config has wrong is told before anything is contacted; what it asks for in vain, to who
            // validates.
            context.ssh().ignored(target, login.ssh()).stream()
                    .filter(what -> tellsSshConfig)
                    .forEach(what -> ignoredSettings.add(host.name(), what));
            connector = () -> {
                SshConnection connection = context.ssh().connect(target, login.ssh());
                return offer.isEmpty() ? connection : connection.offering(offer.get());
            };
        }
        return new HostTarget(
                host.name(), connector, password, assignments, name -> other(name, overrides), context.revealed());
    }

    private LocalConnection local() {
        return new LocalConnection(context.sharedRoom(), offer);
    }

    /** The variables of the host and, over them, of the play; the play's defaults and the command line's are kept apart. */
    private static Map<String, Object> variables(Play play, Host host, MagicVariables magic) {
        return LayeredMap.of(play.vars(), LayeredMap.of(host.variables(), magic.of(host)));
    }

    /** The command line's variables; none when they are wrong. */
    private Optional<Map<String, Yaml>> overrides(RunOptions options) {
        return collect(() -> options.extraVariables.read(context.files()));
    }

    private <T> Optional<T> collect(Supplier<T> step) {
        try {
            return Optional.of(step.get());
        } catch (InvalidInput wrong) {
            problems.addAll(wrong.problems());
            return Optional.empty();
        }
    }
}
