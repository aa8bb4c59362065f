package io.dockplay.cli.config;

import io.dockplay.problem.Position;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The value of an option that the command line does not give.
 *
 * @param name of which setting, such as {@code forks}
 * @param values as the command line would have them; more than one only where the option may be given several times
 * @param source where it was found: a variable of the environment, or a place in a file
 */
public record Preference(Name name, List<String> values, Position source) {

    public Preference {
        values = List.copyOf(values);
    }

    /** What a value has to look like. */
    enum Kind {
        TEXTS("text or a list of texts"),
        TEXT("text"),
        NUMBER("a whole number of at least 1"),
        FLAG("true or false"),
        FORMAT("text or json"),
        LANGUAGE("en or zh"),
        ADDRESS(WebAddress.WORDS);

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }

        boolean takes(String value) {
            return switch (this) {
                case TEXTS, TEXT -> !value.isBlank();
                case NUMBER -> value.matches("0*[1-9][0-9]{0,8}");
                case FLAG -> value.matches("true|false");
                case LANGUAGE -> value.matches("en|zh");
                case FORMAT -> value.matches("text|json");
                case ADDRESS -> WebAddress.of(value).isPresent();
            };
        }

        /** As much of a value as may be printed. */
        String shown(String value) {
            return this == ADDRESS ? WebAddress.shown(value) : value;
        }
    }

    /** The settings that there are; each stands for the option of the same name. */
    public enum Name {
        INVENTORY(Kind.TEXTS),
        FORKS(Kind.NUMBER),
        FORMAT(Kind.FORMAT),
        ACCEPT_NEW_HOST_KEYS(Kind.FLAG),
        USER(Kind.TEXT),
        PRIVATE_KEY(Kind.TEXT),
        TIMEOUT(Kind.NUMBER),
        ASK_BECOME_PASS(Kind.FLAG),
        RESOLVE(Kind.FLAG),
        DETAILED_EXITCODE(Kind.FLAG),
        NOTIFY(Kind.ADDRESS),
        LANG(Kind.LANGUAGE);

        private final Kind kind;

        Name(Kind kind) {
            this.kind = kind;
        }

        Kind kind() {
            return kind;
        }

        /** {@code accept_new_host_keys}, as a file has it. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** {@code DOCKPLAY_ACCEPT_NEW_HOST_KEYS}. */
        String variable() {
            return "DOCKPLAY_" + name();
        }

        /** {@code --accept-new-host-keys}. */
        public String option() {
            return "--" + key().replace('_', '-');
        }

        /** As much of a value as may be printed. */
        public String shown(String value) {
            return kind.shown(value);
        }

        static Optional<Name> ofKey(String key) {
            return Arrays.stream(values())
                    .filter(name -> name.key().equals(key))
                    .findFirst();
        }

        static List<String> keys() {
            return Arrays.stream(values()).map(Name::key).toList();
        }
    }
}
