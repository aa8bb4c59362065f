package io.dockplay.cli.config;

import io.dockplay.message.Message;
import io.dockplay.problem.DidYouMean;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Position;
import io.dockplay.problem.Problem;
import io.dockplay.trust.Doubt;
import io.dockplay.trust.Trust;
import io.dockplay.yaml.InputFiles;
import io.dockplay.yaml.Yaml;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The defaults of options: those of the environment before those of the current folder's {@code dockplay.yml}, and those before
 * the user's own file; behind all of them the language of the user's locale.
 *
 * @param values what was found
 * @param warnings about files that are not read, although they are there
 */
public record Preferences(Map<Preference.Name, Preference> values, List<Message> warnings) {

    private static final String FILE = "dockplay.yml";

    /** No defaults but those of the program. */
    public static final Preferences NONE = new Preferences(Map.of(), List.of());

    public Preferences {
        values = Map.copyOf(values);
        warnings = List.copyOf(warnings);
    }

    /**
     * Reads what there is.
     *
     * @param folder the current folder
     * @param configuration the user's folder of configuration, {@code ~/.config}
     * @param environment the variables of the process
     * @throws InvalidInput with all that is wrong with the files and the variables
     */
    static Preferences read(Path folder, Path configuration, Map<String, String> environment) {
        List<Problem> problems = new ArrayList<>();
        List<Message> warnings = new ArrayList<>();
        Map<Preference.Name, Preference> found = new EnumMap<>(Preference.Name.class);
        Language.variable(environment)
                .flatMap(variable -> Language.of(environment.getOrDefault(variable, ""))
                        .map(language ->
                                new Preference(Preference.Name.LANG, List.of(language.code()), Position.of(variable))))
                .ifPresent(language -> found.put(Preference.Name.LANG, language));
        Path own = configuration.resolve("dockplay").resolve(FILE);
        if (isTrusted(own, own.toString(), warnings)) {
            file(own, Optional.empty(), found, problems);
        }
        Path here = folder.resolve(FILE);
        if (isTrusted(here, "./" + FILE, warnings)) {
            file(here, Optional.of("./" + FILE), found, problems);
        }
        for (Preference.Name name : Preference.Name.values()) {
            String value = environment.getOrDefault(name.variable(), "");
            if (!value.isEmpty()) {
                Position where = Position.of(name.variable());
                List<String> values = name.kind() == Preference.Kind.TEXTS
                        ? List.of(value.split(java.io.File.pathSeparator, -1))
                        : List.of(value);
                take(new Preference(name, values, where), found, problems);
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
        return new Preferences(found, warnings);
    }

    private static void file(
            Path file, Optional<String> called, Map<Preference.Name, Preference> found, List<Problem> problems) {
        if (!Files.exists(file)) {
            return;
        }
        Optional<Yaml> root;
        try {
            InputFiles files = new InputFiles(); // settings belong to no run, and no password opens them
            root = files.read(called.orElse(file.toString()), files.text(file));
        } catch (InvalidInput wrong) {
            problems.addAll(wrong.problems());
            return;
        }
        if (root.isEmpty()) {
            return;
        }
        if (!(root.get() instanceof Yaml.Mapping mapping)) {
            problems.add(Problem.at(
                    root.get().position(),
                    Message.of(
                            "settings are %s, and should be a mapping",
                            root.get().kind()),
                    Message.of("Such as inventory: hosts. \"dockplay config\" shows all that there are.")));
            return;
        }
        mapping.entries().forEach((key, entry) -> {
            Optional<Preference.Name> name = Preference.Name.ofKey(key);
            if (name.isEmpty()) {
                problems.add(Problem.at(
                        entry.position(),
                        Message.of("there is no setting \"%s\"", key),
                        Message.of("The settings are %s.", String.join(", ", Preference.Name.keys()))
                                .and(DidYouMean.hint(key, Preference.Name.keys()))));
                return;
            }
            Path beside = Optional.ofNullable(file.getParent()).orElse(Path.of(""));
            List<String> values = texts(entry.value()).stream()
                    .map(text -> name.get() == Preference.Name.INVENTORY ? beside(beside, text) : text)
                    .toList();
            if (values.isEmpty() || (values.size() > 1 && name.get().kind() != Preference.Kind.TEXTS)) {
                problems.add(wrong(
                        name.get(), entry.value().kind().text(), entry.value().position()));
            } else {
                take(new Preference(name.get(), values, entry.position()), found, problems);
            }
        });
    }

    private static void take(Preference setting, Map<Preference.Name, Preference> found, List<Problem> problems) {
        Optional<String> wrong = setting.values().stream()
                .filter(value -> !setting.name().kind().takes(value))
                .findFirst();
        if (wrong.isPresent()) {
            problems.add(wrong(setting.name(), "\"" + setting.name().shown(wrong.get()) + "\"", setting.source()));
        } else {
            found.put(setting.name(), setting);
        }
    }

    private static Problem wrong(Preference.Name name, String shown, Position where) {
        return Problem.at(
                where,
                Message.of(
                        "%s is %s, and should be %s",
                        name.key(), shown, name.kind().words()),
                Message.NONE);
    }

    private static List<String> texts(Yaml value) {
        if (value instanceof Yaml.Sequence sequence) {
            return sequence.items().stream()
                    .flatMap(item -> texts(item).stream())
                    .toList();
        }
        return value instanceof Yaml.Scalar scalar && scalar.value() != null ? List.of(scalar.text()) : List.of();
    }

    /** A relative file is relative to the folder of the settings; a list of hosts is no file. */
    private static String beside(Path folder, String inventory) {
        if (inventory.contains(",")) {
            return inventory;
        }
        if (inventory.startsWith("~/")) {
            return System.getProperty("user.home") + inventory.substring(1);
        }
        return folder.resolve(inventory).toString();
    }

    /** Settings name programs that are run, so only those count that nobody else can have written. */
    private static boolean isTrusted(Path file, String called, List<Message> warnings) {
        if (!Files.exists(file)) {
            return false;
        }
        Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
        Optional<Doubt> ofFile = Trust.own().flatMap(trust -> trust.doubtOf(file));
        Optional<Doubt> doubt = ofFile.or(() -> Trust.own().flatMap(trust -> trust.doubtOf(folder)));
        doubt.ifPresent(why -> warnings.add(Message.of(
                "%s is not read: %s. %s", called, ofFile.isPresent() ? why.ofFile() : why.ofFolder(), why.remedy())));
        return doubt.isEmpty();
    }

    /** The language, where one is preferred. */
    public Optional<Language> language() {
        return get(Preference.Name.LANG)
                .flatMap(preference -> Language.of(preference.values().get(0)));
    }

    /** The value of one setting, where there is one. */
    public Optional<Preference> get(Preference.Name name) {
        return Optional.ofNullable(values.get(name));
    }
}
