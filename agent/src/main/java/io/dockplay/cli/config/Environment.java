package io.dockplay.cli.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where the program was started.
 *
 * @param folder the current folder
 * @param configuration the user's folder of configuration
 * @param environment the variables of the process
 */
public record Environment(Path folder, Path configuration, Map<String, String> environment) {

    /** The environment of this process. */
    public static Environment own() {
        Map<String, String> environment = System.getenv();
        return new Environment(
                Path.of(""),
                Optional.ofNullable(environment.get("XDG_CONFIG_HOME"))
                        .filter(path -> path.startsWith("/"))
                        .map(Path::of)
                        .orElse(Path.of(System.getProperty("user.home"), ".config")),
                environment);
    }

    /** The language that the environment wants; English where it wants none that the program speaks. */
    public Language language() {
        return Language.of(environment.getOrDefault(Preference.Name.LANG.variable(), ""))
                .or(() ->
                        Language.variable(environment).flatMap(name -> Language.of(environment.getOrDefault(name, ""))))
                .orElse(Language.EN);
    }

    public Preferences preferences() {
        return Preferences.read(folder, configuration, environment);
    }
}
