package io.dockplay.playbook.parse;

import io.dockplay.message.Message;
import io.dockplay.playbook.Action;
import io.dockplay.playbook.FieldReader;
import io.dockplay.playbook.Resolution;
import io.dockplay.playbook.SearchPath;
import io.dockplay.playbook.Task;
import io.dockplay.playbook.eval.Templates;
import io.dockplay.playbook.eval.Variables;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Problem;
import io.dockplay.yaml.Yaml;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes variables from a file whose name may depend on the host: {@code include_vars}.
 *
 * @param file the name, an expression
 * @param search where it is looked for
 */
record IncludeVars(Yaml.Scalar file, SearchPath search) implements Action {

    @Override
    public Resolution with(Variables variables, Task task) {
        Yaml name = new Templates(variables).evaluate(file);
        if (!(name instanceof Yaml.Scalar scalar)) {
            throw new InvalidInput(Problem.at(
                    file.position(), Message.of("include_vars is %s, not a file", name.kind()), Message.NONE));
        }
        List<Problem> problems = new ArrayList<>();
        Map<String, Yaml> read = new FieldReader(problems, search.files())
                .variablesOf(search.find("vars", scalar.text(), file.position(), "include_vars"), search.files());
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
        return new Resolution.Sets(new LinkedHashMap<>(read));
    }
}
