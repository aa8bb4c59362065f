package io.dockplay.message;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;
import java.util.stream.Stream;

/** All messages with their codes: {@code messages.properties} has the English, and {@code messages_zh.properties} the Chinese. */
final class Catalogue {

    /** The modules have one, and the program has one. */
    private static final List<String> BUNDLES = List.of("io.dockplay.modules.messages", "io.dockplay.messages");

    private Catalogue() {}

    /** Read only when a code or another language than English is asked for: most runs do without both. */
    private static final class Codes {

        private static final Map<String, String> BY_ENGLISH = byEnglish();

        private static Map<String, String> byEnglish() {
            Map<String, String> codes = new HashMap<>();
            bundles(Locale.ROOT)
                    .forEach(bundle -> bundle.keySet().forEach(code -> codes.put(bundle.getString(code), code)));
            return Map.copyOf(codes);
        }
    }

    /** The code of a message. */
    static Optional<String> code(String english) {
        return Optional.ofNullable(Codes.BY_ENGLISH.get(english));
    }

    /** The message of a code, in English. */
    static Optional<String> english(String code) {
        return find(code, Locale.ROOT);
    }

    /** The message in the language of the process; in English where that has none. */
    static String translated(String english) {
        Locale locale = Locale.getDefault(Locale.Category.DISPLAY);
        return english.isEmpty() || locale.getLanguage().equals(Locale.ENGLISH.getLanguage())
                ? english
                : code(english).flatMap(code -> find(code, locale)).orElse(english);
    }

    private static Optional<String> find(String code, Locale locale) {
        return bundles(locale).stream()
                .filter(bundle -> bundle.containsKey(code))
                .map(bundle -> bundle.getString(code))
                .findFirst();
    }

    /** Those that are there: without the program there are only the modules. */
    private static List<ResourceBundle> bundles(Locale locale) {
        Control noOtherLanguage = Control.getNoFallbackControl(Control.FORMAT_PROPERTIES);
        return BUNDLES.stream()
                .flatMap(name -> {
                    try {
                        return Stream.of(ResourceBundle.getBundle(name, locale, noOtherLanguage));
                    } catch (MissingResourceException e) {
                        return Stream.<ResourceBundle>empty();
                    }
                })
                .toList();
    }
}
