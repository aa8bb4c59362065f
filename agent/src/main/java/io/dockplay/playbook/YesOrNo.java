package io.dockplay.playbook;

import io.dockplay.message.Message;
import io.dockplay.yaml.Yaml;
import java.util.Locale;
import java.util.Optional;

/**
 * A yes or a no as Ansible takes it: a boolean, or such a text or number as {@code "yes"} or 1.
 *
 * @param yes which of both
 * @param advice what to write instead, where it is no boolean
 */
record YesOrNo(boolean yes, Optional<Message> advice) {

    /** What a value says; none when it is neither. */
    static Optional<YesOrNo> of(Yaml value) {
        if (value.plain() instanceof Boolean yes) {
            return Optional.of(new YesOrNo(yes, Optional.empty()));
        }
        if (!(value instanceof Yaml.Scalar scalar) || scalar.value() == null) {
            return Optional.empty();
        }
        boolean isText = scalar.value() instanceof String;
        String word = scalar.text().strip().toLowerCase(Locale.ROOT);
        return (switch (word) {
                    case "yes", "on", "y", "t", "1", "true" -> Optional.of(true);
                    case "no", "off", "n", "f", "0", "false" -> Optional.of(false);
                    default -> Optional.<Boolean>empty();
                })
                .map(yes -> new YesOrNo(
                        yes,
                        Optional.of(
                                isText && word.matches("yes|no|on|off|true|false")
                                        ? Message.of("\"%s\" is text; write %s without quotes", scalar.text(), word)
                                        : Message.of("%s is %s; write %s", scalar.text(), value.kind(), yes))));
    }
}
