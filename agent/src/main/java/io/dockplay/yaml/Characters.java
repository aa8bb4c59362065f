package io.dockplay.yaml;

import java.util.Map;
import java.util.Optional;

/** Which characters no value may have, because nothing that it could be given to takes them as they are. */
public final class Characters {

    private Characters() {}

    /** What is wrong with a text, such as {@code "a NUL character"}; nothing for most. */
    public static Optional<String> flaw(String text) {
        if (text.indexOf('\0') >= 0) {
            return Optional.of("a NUL character");
        }
        return text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)
                ? Optional.of("half a character (U+D800 to U+DFFF)")
                : Optional.empty();
    }

    /** The same of a value and all that is in it. */
    public static Optional<String> flaw(Yaml node) {
        if (node instanceof Yaml.Sequence sequence) {
            return sequence.items().stream()
                    .flatMap(item -> flaw(item).stream())
                    .findFirst();
        }
        if (node instanceof Yaml.Mapping mapping) {
            for (Map.Entry<String, Yaml.Entry> each : mapping.entries().entrySet()) {
                Optional<String> flaw =
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
