package io.dockplay.modules.files;

import io.dockplay.resource.InvalidOption;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lines that give a key its value, such as {@code key=value} and {@code export key="a value"}. */
final class FileSetting {

    private static final Pattern SETTING = Pattern.compile("(?:export\\s+)?([A-Za-z_][A-Za-z0-9_.-]*)=(.*)");
    private static final Pattern ONE_WORD = Pattern.compile("(?:\"[^\"]*\"|'[^']*'|[^\\s\"']*)\\s*(?:#.*)?");

    private FileSetting() {}

    /** The key that a line gives a value; none when it is no setting. */
    static Optional<String> key(String line) {
        Matcher setting = SETTING.matcher(line);
        return setting.matches() ? Optional.of(setting.group(1)) : Optional.empty();
    }

    /**
     * The key that a line gives a value.
     *
     * @throws InvalidOption when it is no setting
     */
    static String keyOf(String line) {
        return key(line)
                .orElseThrow(() -> new InvalidOption(
                        "settings",
                        "\"" + line + "\" is no setting",
                        "Write key=value, or put it as it is under lines."));
    }

    /**
     * The key of a line that is hardly meant to stand beside another one that sets the same key: all of it is one value, which
     * does not build on a former one, as in {@code PATH=$PATH:/opt/bin}.
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
