package io.dockplay.modules.packages;

import io.dockplay.message.Message;
import io.dockplay.modules.base.PendingPackages;
import io.dockplay.resource.Change;
import io.dockplay.resource.Machine;
import io.dockplay.resource.PendingChanges;
import io.dockplay.resource.Plan;
import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.Restore;
import io.dockplay.resource.Script;
import io.dockplay.resource.ScriptResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Restores packages to the versions before dockplay replaced or removed them, if a repository of the host still has
 * them.
 *
 * <p>Packages that were updated along with them stay, unless they need the same version as one of them: yum downgrades
 * only
 * what it is asked to.
 *
 * @param versions name, name with an architecture, or of a kernel the whole name → version and release, with the epoch
 *     where it is known
 * @param along the former versions of packages that were updated along
 * @param force whether packages that cannot be restored are given up
 */
record RestorePackages(Map<String, String> versions, Map<String, String> along, boolean force)
        implements Restore<RestorePackages.State> {

    /**
     * The actual state of these packages.
     *
     * @param database what rpm reports of them
     * @param ties the packages that need a certain version of another one
     */
    record State(RpmDatabase database, List<Tie> ties) {}

    /** A package, and another one of which it needs a certain version. */
    record Tie(String one, String other) {

        /** Reads {@code ua-main|ua-lib(x86-64)|=|2.0}. */
        static Optional<Tie> parse(String line) {
            String[] words = line.split("\\|", -1);
            return words.length == 4 && words[2].equals("=")
                    ? Optional.of(new Tie(words[0], words[1].replaceFirst("\\(.*\\)$", "")))
                    : Optional.empty();
        }

        boolean holds(String name, Set<String> others) {
            return (one.equals(name) && others.contains(other)) || (other.equals(name) && others.contains(one));
        }
    }

    private static final Pattern WITH_ARCHITECTURE = Pattern.compile("(.+)\\.(noarch|x86_64|i[3-6]86|aarch64)");

    RestorePackages {
        versions = Collections.unmodifiableMap(new LinkedHashMap<>(versions));
        along = Collections.unmodifiableMap(new LinkedHashMap<>(along));
    }

    @Override
    public RestorePackages forced() {
        return new RestorePackages(versions, along, true);
    }

    @Override
    public String label() {
        return versions.entrySet().stream()
                .map(each -> whole(each.getKey(), each.getValue()))
                .collect(Collectors.joining(", "));
    }

    @Override
    public List<String> writes() {
        return versions.keySet().stream().map(PendingPackages::resource).toList();
    }

    @Override
    public Script probe(Machine machine) {
        if (along.isEmpty()) {
            return RpmDatabase.probe(versions.keySet());
        }
        List<String> all = Stream.of(versions, along)
                .flatMap(each -> each.keySet().stream())
                .distinct()
                .toList();
        return RpmDatabase.probe(all).then(Script.of("""
                answer ties
                rpm -q --qf '[%{=NAME}|%{REQUIRENAME}|%{REQUIREFLAGS:depflags}|%{REQUIREVERSION}\\n]' {} | grep '|=|'""", all));
    }

    @Override
    public State read(ProbeOutput probeOutput) {
        return new State(
                RpmDatabase.read(probeOutput),
                probeOutput.lines("ties").stream()
                        .map(Tie::parse)
                        .flatMap(Optional::stream)
                        .toList());
    }

    @Override
    public Plan plan(State actual, Machine machine, PendingChanges pendingChanges) {
        if (!force) {
            actual.database().refuseSeveral();
        }
        List<Change> changes = new ArrayList<>();
        List<String> install = new ArrayList<>();
        List<String> downgrade = new ArrayList<>();
        Set<String> down = new HashSet<>();
        versions.forEach((name, text) -> back(name, text, actual).ifPresent(change -> {
            changes.add(change);
            if (isNewer(name, text, actual)) {
                downgrade.add(whole(name, text));
                down.add(plain(name));
            } else {
                install.add(whole(name, text));
            }
        }));
        for (Optional<String> name = tied(down, actual); name.isPresent(); name = tied(down, actual)) {
            String text = String.valueOf(along.get(name.get()));
            back(name.get(), text, actual).ifPresent(changes::add);
            downgrade.add(whole(name.get(), text));
            down.add(plain(name.get()));
        }
        return Plan.of(changes, yum("downgrade", downgrade).then(yum("install", install)));
    }

    /** Finds a package that was updated along and must be downgraded together with these. */
    private Optional<String> tied(Set<String> down, State actual) {
        return along.entrySet().stream()
                .filter(each -> !down.contains(plain(each.getKey())) && isNewer(each.getKey(), each.getValue(), actual))
                .filter(each -> actual.ties().stream().anyMatch(tie -> tie.holds(plain(each.getKey()), down)))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static List<RpmVersion> there(String name, State actual) {
        return actual.database().installed().stream()
                .filter(each -> each.isCalled(name))
                .map(RpmPackage::version)
                .toList();
    }

    private static Optional<Change> back(String name, String text, State actual) {
        List<RpmVersion> there = there(name, actual);
        if (RpmVersion.parse(text)
                .map(former -> there.stream().anyMatch(former::is))
                .orElse(true)) {
            return Optional.empty();
        }
        String from = there.stream().map(RpmVersion::shown).findFirst().orElse(Change.ABSENT);
        return Optional.of(Change.of(name, from, text + ", if a repository still has it"));
    }

    private static boolean isNewer(String name, String text, State actual) {
        return RpmVersion.parse(text)
                .map(former -> there(name, actual).stream().anyMatch(version -> version.compareWith(former) > 0))
                .orElse(false);
    }

    /** Writes a package with its version for yum, the architecture last. */
    private static String whole(String name, String text) {
        String version = text.replaceFirst("^\\d+:", "");
        if (name.contains("-" + version)) {
            return name;
        }
        Matcher architecture = WITH_ARCHITECTURE.matcher(name);
        return architecture.matches()
                ? architecture.group(1) + "-" + version + "." + architecture.group(2)
                : name + "-" + version;
    }

    private static String plain(String name) {
        return WITH_ARCHITECTURE.matcher(name).replaceFirst("$1");
    }

    /** Runs yum without obsoletes, which would install again what has replaced the packages. */
    private static Script yum(String verb, List<String> packages) {
        return packages.isEmpty()
                ? Script.NOTHING
                : Script.of("yum -y --setopt=obsoletes=0 {} {} || { {}; }", verb, packages, RpmDatabase.NOT_CUT_OFF);
    }

    @Override
    public Optional<Message> verify(State before, State after, ScriptResult scriptResult, Machine machine) {
        if (RpmDatabase.wasCutOff(scriptResult)) {
            return Optional.of(RpmDatabase.CUT_OFF);
        }
        Plan left = plan(after, machine, PendingChanges.NOTHING);
        if (left.isNothing() || force) {
            return Optional.empty();
        }
        String missing = left.changes().stream()
                .map(change -> whole(change.what(), change.to().replaceFirst(",.*", "")))
                .collect(Collectors.joining(", "));
        Message what = Message.of(
                "this was there before and does not come back: %s; install it by hand, or let it go by uninstalling again "
                        + "with --force",
                missing);
        return Optional.of(Message.listed(List.of(what, YumMessages.reason(scriptResult))));
    }
}
