package io.dockplay.modules;

import io.dockplay.resource.Answers;
import io.dockplay.resource.Change;
import io.dockplay.resource.Former;
import io.dockplay.resource.Machine;
import io.dockplay.resource.Outcome;
import io.dockplay.resource.Pending;
import io.dockplay.resource.Plan;
import io.dockplay.resource.Script;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Packages in the versions that they had before dockplay replaced or removed them; they come back if a repository of the
 * host still has them.
 *
 * @param versions name → version and release
 * @param force whether those that do not come back are let go
 */
record FormerPackages(Map<String, String> versions, boolean force) implements Former<FormerPackages.State> {

    /**
     * What is there of them now.
     *
     * @param database what rpm says of them
     */
    record State(RpmDatabase database) {}

    FormerPackages {
        versions = Collections.unmodifiableMap(new LinkedHashMap<>(versions));
    }

    @Override
    public FormerPackages forced() {
        return new FormerPackages(versions, true);
    }

    @Override
    public String label() {
        return versions.entrySet().stream()
                .map(each -> each.getKey() + "-" + each.getValue())
                .collect(Collectors.joining(", "));
    }

    @Override
    public List<String> writes() {
        return versions.keySet().stream().map(Packages::resource).toList();
    }

    @Override
    public Script probe(Machine machine) {
        return RpmDatabase.look(versions.keySet());
    }

    @Override
    public State read(Answers answers) {
        return new State(RpmDatabase.read(answers));
    }

    @Override
    public Plan plan(State actual, Machine machine, Pending pending) {
        if (!force) {
            actual.database().refuseSeveral();
        }
        List<Change> changes = new ArrayList<>();
        List<String> install = new ArrayList<>();
        List<String> downgrade = new ArrayList<>();
        versions.forEach((name, text) -> {
            List<RpmVersion> there = actual.database().installed().stream()
                    .filter(each -> each.isCalled(name))
                    .map(RpmPackage::version)
                    .toList();
            Optional<RpmVersion> former = RpmVersion.parse(text);
            if (former.isEmpty() || there.stream().anyMatch(version -> version.compareWith(former.get()) == 0)) {
                return;
            }
            String from = there.stream().map(RpmVersion::shown).findFirst().orElse(Change.ABSENT);
            changes.add(Change.of(name, from, text + ", if a repository still has it"));
            boolean isNewer = there.stream().anyMatch(version -> version.compareWith(former.get()) > 0);
            (isNewer ? downgrade : install).add(name + "-" + text);
        });
        return Plan.of(changes, yum("downgrade", downgrade).then(yum("install", install)));
    }

    private static Script yum(String verb, List<String> packages) {
        return packages.isEmpty() ? Script.NOTHING : Script.of("yum -y {} {} || { {}; }", verb, packages, RpmDatabase.NOT_CUT_OFF);
    }

    @Override
    public Optional<String> unmet(State before, State after, Outcome outcome, Machine machine) {
        if (RpmDatabase.wasCutOff(outcome)) {
            return Optional.of(RpmDatabase.CUT_OFF);
        }
        Plan left = plan(after, machine, Pending.NOTHING);
        if (left.isNothing() || force) {
            return Optional.empty();
        }
        String missing = left.changes().stream()
                .map(change -> change.what() + "-" + versions.get(change.what()))
                .collect(Collectors.joining(", "));
        return Optional.of("this was there before and does not come back: " + missing
                + "; install it by hand, or let it go by uninstalling again with --force; " + YumWords.reason(outcome));
    }
}
