package io.dockplay.cli.config;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The languages in which the program speaks to people; what programs read is the same in all of them. */
public enum Language {
    EN,
    ZH;

    /** The option that chooses one. */
    public static final String OPTION = "--lang";

    /** In the order in which POSIX takes them: the first that is not empty decides. */
    private static final List<String> VARIABLES = List.of("LC_ALL", "LC_MESSAGES", "LANG");

    /** The variable of the environment that decides, where one does. */
    static Optional<String> variable(Map<String, String> environment) {
        return VARIABLES.stream()
                .filter(name -> !environment.getOrDefault(name, "").isEmpty())
                .findFirst();
    }

    /** The language of a locale, such as {@code zh_CN.UTF-8}; none of one that the program does not speak. */
    static Optional<Language> of(String locale) {
        return Stream.of(values())
                .filter(each -> locale.toLowerCase(Locale.ROOT).matches(each.code() + "([_.@-].*)?"))
                .findFirst();
    }

    /** The language that a command line names; it is looked for before the line is understood, whose mistakes it tells. */
    public static Optional<Language> named(String... words) {
        List<String> line = List.of(words);
        for (int i = 0; i < line.size() && !line.get(i).equals("--"); i++) {
            String word = line.get(i);
            Optional<Language> named = word.equals(OPTION) && i + 1 < line.size()
                    ? of(line.get(i + 1))
                    : of(word.startsWith(OPTION + "=") ? word.substring(OPTION.length() + 1) : "");
            if (named.isPresent()) {
                return named;
            }
        }
        return Optional.empty();
    }

    /** Speaks this language from now on. */
    public void speak() {
        Locale.setDefault(Locale.Category.DISPLAY, Locale.forLanguageTag(code()));
    }

    /** Whether it is the language in which the program speaks now. */
    public boolean isSpoken() {
        return Locale.getDefault(Locale.Category.DISPLAY).getLanguage().equals(code());
    }

    /** {@code zh}, as the option takes it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
