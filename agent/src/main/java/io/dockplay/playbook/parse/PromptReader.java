package io.dockplay.playbook.parse;

import io.dockplay.message.Message;
import io.dockplay.playbook.FieldReader;
import io.dockplay.playbook.Play;
import io.dockplay.playbook.eval.Variables;
import io.dockplay.problem.Problem;
import io.dockplay.yaml.Yaml;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what a play asks for before it begins: {@code vars_prompt}. */
public record PromptReader(FieldReader fieldReader) {

    public static final List<String> KEYS = List.of("name", "prompt", "private", "confirm", "default");

    List<Play.Prompt> prompts(Yaml.Mapping play) {
        List<Play.Prompt> prompts = new ArrayList<>();
        for (Yaml item : fieldReader.items("vars_prompt", play)) {
            fieldReader.mapping(Message.of("an entry of vars_prompt"), item).ifPresent(entry -> {
                fieldReader.checkKeys(Message.of("an entry of vars_prompt"), entry, KEYS);
                Optional<String> name = fieldReader.text("name", entry);
                if (name.isEmpty()) {
                    fieldReader.problem(Problem.at(
                            entry.position(),
                            Message.of("an entry of vars_prompt has no name"),
                            Message.of("Write name: with a variable.")));
                    return;
                }
                Optional<Problem> wrong = Variables.wrongName(
                        name.get(), entry.get("name").orElseThrow().position());
                if (wrong.isPresent()) {
                    fieldReader.problem(wrong.get());
                    return;
                }
                prompts.add(new Play.Prompt(
                        name.get(),
                        fieldReader.text("prompt", entry).orElse(name.get()),
                        fieldReader.flag("private", entry).orElse(true),
                        fieldReader.flag("confirm", entry).orElse(false),
                        fieldReader.text("default", entry)));
            });
        }
        return prompts;
    }
}
