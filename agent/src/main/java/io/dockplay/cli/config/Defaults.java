package io.dockplay.cli.config;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Gives options the values that the preferences have for them. */
public record Defaults(Preferences preferences) implements IDefaultValueProvider {

    /** Stands between several values of one option; no word of a command line can hold it. */
    private static final String BETWEEN = "\0";

    /** Makes a command line, all its commands included, ask the preferences for what is not given. */
    public static void into(CommandLine line, Preferences preferences) {
        Defaults defaults = new Defaults(preferences);
        defaults.prepare(line);
        line.setDefaultValueProvider(defaults);
    }

    /**
     * A default is one text, so options that may be given several times learn to split it. An option that is on by default
     * would be switched off by being given, so it learns to be told which.
     */
    private void prepare(CommandLine line) {
        CommandSpec command = line.getCommandSpec();
        for (OptionSpec option : List.copyOf(command.options())) {
            Optional<Preference.Name> name = name(option);
            boolean many = name.filter(of -> of.kind() == Preference.Kind.TEXTS).isPresent();
            boolean on = name.filter(of -> of.kind() == Preference.Kind.FLAG)
                    .flatMap(preferences::get)
                    .filter(preference -> preference.values().contains("true"))
                    .isPresent();
            if (many || on) {
                OptionSpec.Builder changed = OptionSpec.builder(option).hideParamSyntax(true);
                command.remove(option);
                command.addOption(
                        many
                                ? changed.splitRegex(BETWEEN).build()
                                : changed.arity("0..1")
                                        .paramLabel("[=false]")
                                        .fallbackValue("true")
                                        .build());
            }
        }
        line.getSubcommands().values().forEach(this::prepare);
    }

    /** picocli asks for it whether or not it traces; what Java makes of a record's parts takes a while for the first time. */
    @Override
    public String toString() {
        return "the preferences";
    }

    private static Optional<Preference.Name> name(OptionSpec option) {
        String longest = option.longestName(); // picocli makes it anew each time, at some cost
        return Arrays.stream(Preference.Name.values())
                .filter(name -> name.option().equals(longest))
                .findFirst();
    }

    @Override
    @SuppressWarnings("NullAway") // picocli wants null where there is no value
    public @Nullable String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option)) {
            return null;
        }
        return name(option)
                .flatMap(preferences::get)
                .map(preference -> String.join(BETWEEN, preference.values()))
                .orElse(null);
    }
}
