package io.dockplay.modules;

import io.dockplay.resource.Answers;
import io.dockplay.resource.Change;
import io.dockplay.resource.Former;
import io.dockplay.resource.Machine;
import io.dockplay.resource.Pending;
import io.dockplay.resource.Places;
import io.dockplay.resource.Plan;
import io.dockplay.resource.Resource;
import io.dockplay.resource.Script;
import java.util.List;

/**
 * A file as it was, of which nothing is shown.
 *
 * @param file the file
 */
record FormerSecretFile(FormerFile file) implements Former<FormerFile.State> {

    @Override
    public FormerSecretFile forced() {
        return new FormerSecretFile(file.forced());
    }

    @Override
    public List<Resource<?>> at(Places places) {
        return file.at(places).stream()
                .<Resource<?>>map(each -> new FormerSecretFile((FormerFile) each))
                .toList();
    }

    @Override
    public String label() {
        return file.label();
    }

    @Override
    public List<String> writes() {
        return file.writes();
    }

    @Override
    public Script probe(Machine machine) {
        return file.probe(machine);
    }

    @Override
    public FormerFile.State read(Answers answers) {
        return file.read(answers);
    }

    @Override
    public Plan plan(FormerFile.State actual, Machine machine, Pending pending) {
        Plan plan = file.plan(actual, machine, pending);
        return new Plan(
                plan.changes().stream()
                        .map(change -> Change.of(change.what(), change.from(), change.to()))
                        .toList(),
                plan.script(),
                plan.obstacle(),
                plan.warnings());
    }
}
