package io.dockplay.cli.option;

import io.dockplay.cli.config.Language;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The option {@code --lang}, which all commands have; {@link Language#named} reads it before the line is parsed. */
public final class LanguageOption {

    @Option(
            names = Language.OPTION,
            scope = ScopeType.INHERIT,
            defaultValue = "en",
            paramLabel = "en|zh",
            description = "Language of all messages (default: that of LC_ALL, LC_MESSAGES or LANG).")
    @SuppressWarnings("UnusedVariable") // it is known already when picocli reads it
    private Language language = Language.EN;
}
