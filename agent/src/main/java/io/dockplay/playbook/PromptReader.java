package io.dockplay.playbook;

import io.dockplay.problem.Problem;
import io.dockplay.yaml.Yaml;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what a play asks for before it begins: {@code vars_prompt}. */
record PromptReader(Fields fields) {

    static final List<String> KEYS = List.of("name", "prompt", "private", "confirm", "default");

    List<Play.Prompt> prompts(Yaml.Mapping play) {
        List<Play.Prompt> prompts = new ArrayList<>();
        for (Yaml item : fields.items("vars_prompt", play)) {
            fields.mapping("an entry of vars_prompt", item).ifPresent(entry -> {
                fields.checkKeys("an entry of vars_prompt", entry, KEYS);
                Optional<String> name = fields.text("name", entry);
                if (name.isEmpty()) {
                    fields.problem(Problem.at(
                            entry.position(), "an entry of vars_prompt has no name", "Write name: with a variable."));
                    return;
                }
                Optional<Problem> wrong = Variables.wrongName(
                        name.get(), entry.get("name").orElseThrow().position());
                if (wrong.isPresent()) {
                    fields.problem(wrong.get());
                    return;
                }
                prompts.add(new Play.Prompt(
                        name.get(),
                        fields.text("prompt", entry).orElse(name.get()),
                        fields.flag("private", entry).orElse(true),
                        fields.flag("confirm", entry).orElse(false),
                        fields.text("default", entry)));
            });
        }
        return prompts;
    }
}
