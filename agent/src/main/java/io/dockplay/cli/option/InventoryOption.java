package io.dockplay.cli.option;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/** The option {@code --inventory}; a command that cannot do without it names {@link Required} as its model transformer. */
public final class InventoryOption {

    private static final String NAME = "--inventory";

    @Option(
            names = {"-i", NAME},
            paramLabel = "INVENTORY",
            description = "The hosts: a file in YAML or INI, a program, a folder of them, or web1,web2, with a comma.")
    public List<String> sources = new ArrayList<>();

    /** Makes the inventory an option that has to be given. */
    public static final class Required implements IModelTransformer {

        @Override
        public CommandSpec transform(CommandSpec command) {
            OptionSpec optional = command.findOption(NAME);
            command.remove(optional);
            return command.addOption(OptionSpec.builder(optional).required(true).build());
        }
    }
}
