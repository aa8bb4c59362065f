package io.dockplay.playbook.eval;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Position;
import io.dockplay.yaml.InputFiles;
import io.dockplay.yaml.Yaml;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Evaluates templates with the variables of a usual playbook. */
abstract class UsualVariables {

    static final Position HERE = new Position("site.yml", 3, 7);

    /** Variables as a user writes them. */
    static Variables variables(String yaml) {
        Map<String, Yaml> values = new LinkedHashMap<>();
        ((Yaml.Mapping) new InputFiles().read("vars.yml", yaml).orElseThrow())
                .entries()
                .forEach((name, entry) -> values.put(name, entry.value()));
        return Variables.of(values, Map.of());
    }

    static final Variables USUAL = variables("""
            docker_mirror: https://mirror.example
            count: 3
            big: 1234567
            share: 0.5
            on_boot: true
            empty: ""
            nothing: ~
            list: [a, b]
            map: {key: value, inner: {deep: 7}}
            version: 26.10
            mode: 0644
            """);

    static @Nullable Object value(String text) {
        return new Templates(USUAL).evaluate(Yaml.of(HERE, text)).plain();
    }

    static String wrong(String text) {
        return wrong(text, USUAL);
    }

    static String wrong(String text, Variables variables) {
        Yaml node = Yaml.of(HERE, text);
        InvalidInput wrong = catchThrowableOfType(
                InvalidInput.class,
                () -> new Templates(variables).evaluate(node).plain());
        return Objects.requireNonNull(wrong.getMessage());
    }

    static boolean holds(String condition) {
        return new Templates(USUAL).holds(condition, HERE);
    }
}
