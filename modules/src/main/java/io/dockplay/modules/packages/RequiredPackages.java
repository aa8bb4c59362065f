package io.dockplay.modules.packages;

import io.dockplay.message.Message;
import io.dockplay.resource.Change;
import io.dockplay.resource.Machine;
import io.dockplay.resource.PendingChanges;
import io.dockplay.resource.Plan;
import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.RecordedChange;
import io.dockplay.resource.Resource;
import io.dockplay.resource.Script;
import io.dockplay.resource.ScriptResult;
import java.util.List;
import java.util.Optional;

/**
 * Packages that are removed only when nothing else needs them; only an uninstall makes one.
 *
 * <p>They were installed as dependencies, as the function {@code bringing} of runtime.sh has recorded, or they existed
 * before
 * and are to be removed too.
 *
 * @param names the packages
 * @param from their actual state, in words
 */
record RequiredPackages(List<String> names, String from) implements Resource<RequiredPackages.State> {

    /** The value of a dependency's change in the host's record. */
    private static final String BROUGHT = "brought";

    /**
     * The packages that are still installed.
     *
     * @param installed their names
     */
    record State(List<String> installed) {}

    /** Makes the resource for packages that were installed as dependencies. */
    static RequiredPackages forOthers(List<String> names) {
        return new RequiredPackages(names, "installed for others");
    }

    /** Makes the resource for packages that existed before dockplay. */
    static RequiredPackages existedBefore(List<String> names) {
        return new RequiredPackages(names, "there before dockplay");
    }

    RequiredPackages {
        names = List.copyOf(names);
    }

    static boolean isBrought(RecordedChange change) {
        return change.to().equals(BROUGHT);
    }

    @Override
    public String label() {
        return String.join(", ", names);
    }

    @Override
    public Script probe(Machine machine) {
        return RpmDatabase.probe(names);
    }

    @Override
    public State read(ProbeOutput probeOutput) {
        List<RpmPackage> found = RpmDatabase.read(probeOutput).installed();
        return new State(names.stream()
                .filter(each -> found.stream().anyMatch(one -> one.isCalled(each)))
                .toList());
    }

    @Override
    public Plan plan(State actual, Machine machine, PendingChanges pendingChanges) {
        return Plan.of(
                actual.installed().stream()
                        .map(name -> Change.of(name, from, "absent, if nothing needs it any more"))
                        .toList(),
                Script.of("""
                        again=yes
                        if rpm -e --test --allmatches {} 2>/dev/null; then
                          yum -y '--disablerepo=*' remove {}
                          again=
                        fi
                        while [ -n "$again" ]; do
                          again=
                          for name in {}; do
                            if rpm -q "$name" >/dev/null && rpm -e --test --allmatches "$name" 2>/dev/null; then
                              yum -y '--disablerepo=*' remove "$name"
                              rpm -q "$name" >/dev/null || again=yes
                            fi
                          done
                        done""", actual.installed(), actual.installed(), actual.installed()));
    }

    /** Accepts packages that stay because something else needs them. */
    @Override
    public Optional<Message> verify(State before, State after, ScriptResult scriptResult, Machine machine) {
        if (RpmDatabase.wasCutOff(scriptResult)) {
            return Optional.of(RpmDatabase.CUT_OFF);
        }
        return scriptResult.exitCode() == 0 ? Optional.empty() : Optional.of(YumMessages.reason(scriptResult));
    }
}
