package io.dockplay.cli.docs;

import io.dockplay.cli.config.Language;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;
import picocli.CommandLine;
import picocli.CommandLine.Help;

/**
 * The help and the manual pages in the language of the process.
 *
 * <p>The English stands at the commands and their options. Each other language has it in a bundle, such as {@code
 * help_zh.properties}.
 */
public final class TranslatedHelp {

    private static final String BUNDLE = "io.dockplay.cli.help";

    private TranslatedHelp() {}

    /** Lets a command line translate its help when it is printed; only then is the bundle read. */
    public static void into(CommandLine line) {
        if (!Language.EN.isSpoken()) {
            line.setHelpFactory((command, colours) -> {
                translate(command.commandLine());
                return new Help(command, colours);
            });
        }
    }

    /** Translates what a command line and its commands say of themselves. */
    static void translate(CommandLine line) {
        if (!Language.EN.isSpoken()) {
            line.setResourceBundle(ResourceBundle.getBundle(
                    BUNDLE,
                    Locale.getDefault(Locale.Category.DISPLAY),
                    Control.getNoFallbackControl(Control.FORMAT_PROPERTIES)));
        }
    }
}
