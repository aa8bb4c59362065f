package io.dockplay.cli;

import io.dockplay.cli.config.Defaults;
import io.dockplay.cli.config.Preference;
import io.dockplay.cli.config.Preferences;
import io.dockplay.cli.console.ExitCode;
import io.dockplay.cli.option.RunOptions;
import io.dockplay.message.Message;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;

/** {@code dockplay config}: shows what options are when they are not given, and where each value comes from. */
@Command(
        name = "config",
        mixinStandardHelpOptions = true,
        description = "Shows each setting's value and where it comes from, with the options as apply would have them.",
        footer = {
            "",
            "The command line wins over variables such as DOCKPLAY_FORKS, these over",
            "./dockplay.yml, that over ~/.config/dockplay/dockplay.yml, and that over what is",
            "built in."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ConfigCommand implements Callable<Integer> {

    @Mixin
    @SuppressWarnings("UnusedVariable") // its options are asked for by their names
    private RunOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Preferences preferences =
                spec.defaultValueProvider() instanceof Defaults defaults ? defaults.preferences() : Preferences.NONE;
        for (Preference.Name name : Preference.Name.values()) {
            OptionSpec option = spec.findOption(name.option());
            String source = spec.commandLine().getParseResult().hasMatchedOption(option)
                    ? Message.of("command line").text()
                    : preferences
                            .get(name)
                            .map(preference -> preference.source().toString())
                            .orElseGet(() -> Message.of("built in").text());
            out.println(String.format("%-22s%-24s%s", name.key(), shown(name, option.getValue()), source));
        }
        return ExitCode.AS_WANTED.number();
    }

    private static String shown(Preference.Name name, @Nullable Object value) {
        return value instanceof Optional<?> perhaps
                ? perhaps.map(given -> name.shown(String.valueOf(given))).orElse("-")
                : shown(value);
    }

    private static String shown(@Nullable Object value) {
        if (value == null || (value instanceof Collection<?> many && many.isEmpty())) {
            return "-";
        }
        return value instanceof Collection<?> many
                ? many.stream().map(String::valueOf).collect(Collectors.joining(" "))
                : value instanceof Enum<?> constant
                        ? constant.name().toLowerCase(java.util.Locale.ROOT)
                        : String.valueOf(value);
    }
}
