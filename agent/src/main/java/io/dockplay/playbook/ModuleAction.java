package io.dockplay.playbook;

import io.dockplay.message.Message;
import io.dockplay.playbook.eval.Templates;
import io.dockplay.playbook.eval.Variables;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Problem;
import io.dockplay.resource.Resource;
import io.dockplay.yaml.Yaml;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Runs a module.
 *
 * @param module such as {@code package}
 * @param options the module's options as they are written, expressions and all
 * @param binder makes resources of them
 */
public record ModuleAction(String module, Yaml.Mapping options, Binder binder) implements Action {

    private static final Pattern ENVIRONMENT_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    @Override
    public Resolution with(Variables variables, Task task) {
        Templates templates = new Templates(variables);
        Resource<?> resource = binder.bind(module, options, variables);
        TaskKeywords keywords = task.keywords();
        boolean root = keywords.become().orElse(true);
        Optional<String> user = keywords.becomeUser()
                .map(written -> sendable(templates, "become_user", written))
                .filter(name -> root && !name.equals("root"));
        RunAs runAs = new RunAs(
                root,
                user,
                environment(templates, keywords.environment()),
                keywords.delegateTo().map(written -> sendable(templates, "delegate_to", written)));
        Optional<String> label = task.loop().flatMap(Loop::label).map(written -> text(templates, "label", written));
        return new Resolution.Ready(List.of(new Resolution.Bound(resource, variables, runAs, label)));
    }

    private static String sendable(Templates templates, String key, Yaml.Scalar written) {
        return FieldReader.sendable(Message.quoted(key), written.position(), text(templates, key, written));
    }

    private static String text(Templates templates, String key, Yaml.Scalar written) {
        if (templates.evaluate(written) instanceof Yaml.Scalar scalar && FieldReader.isGiven(scalar)) {
            return scalar.text();
        }
        throw new InvalidInput(
                Problem.at(written.position(), Message.of("%s is no text", key), Message.of("Give it one word.")));
    }

    private static Map<String, String> environment(Templates templates, List<Yaml.Mapping> written) {
        Map<String, String> environment = new LinkedHashMap<>();
        for (Yaml.Mapping mapping : written) {
            mapping.entries().forEach((name, entry) -> {
                if (!ENVIRONMENT_NAME.matcher(name).matches()) {
                    throw new InvalidInput(Problem.at(
                            entry.position(),
                            Message.of("\"%s\" cannot be a variable of the environment", name),
                            Message.of("Names are made of letters, digits and _, and begin with a letter.")));
                }
                Yaml value = templates.evaluate(entry.value());
                if (!(value instanceof Yaml.Scalar scalar)) {
                    throw new InvalidInput(Problem.at(
                            value.position(),
                            Message.of("environment: %s is %s, not text", name, value.kind()),
                            Message.NONE));
                }
                environment.put(
                        name,
                        FieldReader.sendable(Message.of("environment: %s", name), value.position(), scalar.text()));
            });
        }
        return environment;
    }
}
