package io.dockplay.yaml;

import io.dockplay.message.Message;
import java.util.Map;
import java.util.Optional;

/** The characters that no value may hold, because no command, path or file name can. */
public final class Characters {

    private Characters() {}

    /** The forbidden character in a text, such as {@code "a NUL character"}; none in most texts. */
    public static Optional<Message> flaw(String text) {
        if (text.indexOf('\0') >= 0) {
            return Optional.of(Message.of("a NUL character"));
        }
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (Character.charCount(text.codePointAt(i)) == 1) {
                    return Optional.of(Message.of("half a character (U+D800 to U+DFFF)"));
                }
                i++;
            }
        }
        return Optional.empty();
    }

    /** The forbidden character in a value, or in anything that the value holds. */
    public static Optional<Message> flaw(Yaml node) {
        if (node instanceof Yaml.Sequence sequence) {
            return sequence.items().stream()
                    .flatMap(item -> flaw(item).stream())
                    .findFirst();
        }
        if (node instanceof Yaml.Mapping mapping) {
            for (Map.Entry<String, Yaml.Entry> each : mapping.entries().entrySet()) {
                Optional<Message> flaw =
                        flaw(each.getKey()).or(() -> flaw(each.getValue().value()));
                if (flaw.isPresent()) {
                    return flaw;
                }
            }
            return Optional.empty();
        }
        return node instanceof Yaml.Scalar scalar ? flaw(scalar.text()) : Optional.empty();
    }
}
