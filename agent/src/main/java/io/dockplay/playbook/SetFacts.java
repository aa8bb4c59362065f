package io.dockplay.playbook;

import io.dockplay.playbook.eval.Templates;
import io.dockplay.playbook.eval.Variables;
import io.dockplay.yaml.Yaml;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Gives variables values from here on: {@code set_fact}.
 *
 * @param facts the variables, and expressions of their values
 */
public record SetFacts(Map<String, Yaml> facts) implements Action {

    @Override
    public Resolution with(Variables variables, Task task) {
        Templates templates = new Templates(variables);
        Map<String, Object> values = new LinkedHashMap<>();
        facts.forEach((name, written) -> {
            Object value = templates.evaluate(written).plain();
            values.put(name, value == null ? "" : value);
        });
        return new Resolution.Sets(values);
    }

    @Override
    public Set<String> sets() {
        return facts.keySet();
    }
}
