package io.dockplay.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dockplay.cli.console.ExitCode;
import io.dockplay.cli.option.DebugOption;
import io.dockplay.cli.option.InventoryOption;
import io.dockplay.cli.option.VaultOptions;
import io.dockplay.cli.run.InventoryListing;
import io.dockplay.cli.run.RunContext;
import io.dockplay.engine.event.Secrets;
import io.dockplay.inventory.Host;
import io.dockplay.inventory.Inventory;
import io.dockplay.inventory.InventoryReader;
import io.dockplay.message.Message;
import io.dockplay.problem.DidYouMean;
import io.dockplay.problem.Harmless;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Position;
import io.dockplay.problem.Problem;
import io.dockplay.yaml.YamlWriter;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dockplay inventory}: prints the inventory as {@code ansible-inventory} does, and contacts no host. */
@Command(
        name = "inventory",
        mixinStandardHelpOptions = true,
        modelTransformer = InventoryOption.Required.class,
        description = "Prints hosts, groups and variables as ansible-inventory does; no host is contacted.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class InventoryCommand implements Callable<Integer> {

    private final RunContext context;

    InventoryCommand(RunContext context) {
        this.context = context;
    }

    /** What is printed. */
    static final class What {

        @Option(names = "--list", required = true, description = "All groups, and the variables of all hosts, in JSON.")
        @SuppressWarnings("UnusedVariable") // it is what is left without the others
        private boolean list;

        @Option(names = "--graph", required = true, description = "The tree of groups, from GROUP on.")
        private boolean graph;

        @Option(names = "--host", required = true, paramLabel = "NAME", description = "The variables of one host.")
        private Optional<String> host = Optional.empty();
    }

    @ArgGroup(multiplicity = "1")
    private What what;

    @Parameters(arity = "0..1", defaultValue = "all", paramLabel = "GROUP", description = "Where --graph begins.")
    private String group;

    @Mixin
    private InventoryOption inventory = new InventoryOption();

    @Mixin
    private VaultOptions vault;

    @Option(names = "--vars", description = "With --graph: the variables as well.")
    private boolean variables;

    @Option(
            names = {"-y", "--yaml"},
            description = "With --list and --host: YAML instead of JSON.")
    private boolean yaml;

    @Option(
            names = "--playbook-dir",
            paramLabel = "FOLDER",
            description = "The playbook's folder, where group_vars and host_vars may be too.")
    private Optional<Path> playbook = Optional.empty();

    @Mixin
    @SuppressWarnings("UnusedVariable") // Main looks for it
    private DebugOption debug = new DebugOption();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws JsonProcessingException {
        vault.open(context.files());
        Inventory all = InventoryReader.read(inventory.sources, playbook, context.files());
        all.warnings()
                .forEach(text -> spec.commandLine().getErr().println(Message.of("warning: %s", Harmless.line(text))));
        Secrets secrets = Secrets.ofVault(context.revealed());
        InventoryListing listing = new InventoryListing(all);
        PrintWriter out = spec.commandLine().getOut();
        if (what.graph) {
            known(group, all.tree().keySet(), "group");
            listing.graph(group, variables).forEach(line -> out.println(secrets.mask(line)));
        } else if (what.host.isPresent()) {
            List<String> names = all.hosts().stream().map(Host::name).toList();
            print(listing.variables(known(what.host.get(), names, "host")), secrets, out);
        } else {
            print(yaml ? listing.tree() : listing.groups(), secrets, out);
        }
        return ExitCode.AS_WANTED.number();
    }

    private static String known(String name, java.util.Collection<String> names, String kind) {
        if (!names.contains(name)) {
            throw new InvalidInput(Problem.at(
                    Position.of("--" + (kind.equals("group") ? "graph" : "host")),
                    Message.of("no %s is called \"%s\"", kind, name),
                    Message.of("The inventory has %s of them.", names.size()).and(DidYouMean.hint(name, names))));
        }
        return name;
    }

    private void print(Map<String, @Nullable Object> values, Secrets secrets, PrintWriter out)
            throws JsonProcessingException {
        Map<String, @Nullable Object> shown = secrets.maskValues(values);
        out.print(yaml ? YamlWriter.write(shown) : json().writeValueAsString(shown) + "\n");
    }

    /** JSON as Python lays it out. */
    private static ObjectWriter json() {
        DefaultIndenter indenter = new DefaultIndenter("    ", "\n");
        DefaultPrettyPrinter layout = new DefaultPrettyPrinter(Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                .withObjectEmptySeparator("")
                .withArrayEmptySeparator(""));
        layout.indentObjectsWith(indenter);
        layout.indentArraysWith(indenter);
        return JsonMapper.builder()
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
                .build()
                .writer(layout);
    }
}
