package io.dockplay.modules.text;

import io.dockplay.message.Message;
import io.dockplay.resource.InvalidOption;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lines that give a key its value, such as {@code key=value} and {@code export key="a value"}. */
final class FileSetting {

    private static final Pattern SETTING = Pattern.compile("(?:export\\s+)?([A-Za-z_][A-Za-z0-9_.-]*)=(.*)");
    private static final Pattern ONE_WORD = Pattern.compile("(?:\"[^\"]*\"|'[^']*'|[^\\s\"']*)\\s*(?:#.*)?");

    private FileSetting() {}

    /** Returns the key that a line sets; none when the line is no setting. */
    static Optional<String> key(String line) {
        Matcher setting = SETTING.matcher(line);
        return setting.matches() ? Optional.of(setting.group(1)) : Optional.empty();
    }

    /**
     * Returns the key that a line must set.
     *
     * @throws InvalidOption when the line is no setting
     */
    static String keyOf(String line) {
        return key(line)
                .orElseThrow(() -> new InvalidOption(
                        "settings",
                        Message.of("\"%s\" is no setting", line),
                        Message.of("Write key=value, or put it as it is under lines.")));
    }

    /**
     * Returns the key of a line that should not stand beside another line with that key; none for any other line.
     *
     * <p>Its value is a single one, and does not build on a former one as {@code PATH=$PATH:/opt/bin} does.
     */
    static Optional<String> lone(String line) {
        Matcher setting = SETTING.matcher(line);
        if (!setting.matches() || !ONE_WORD.matcher(setting.group(2)).matches()) {
            return Optional.empty();
        }
        String key = setting.group(1);
        return Pattern.compile("\\$\\{?" + Pattern.quote(key) + "\\b")
                        .matcher(line)
                        .find()
                ? Optional.empty()
                : Optional.of(key);
    }
}
