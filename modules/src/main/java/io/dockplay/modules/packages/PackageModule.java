package io.dockplay.modules.packages;

import io.dockplay.message.Message;
import io.dockplay.modules.packages.PackageName.Kind;
import io.dockplay.modules.services.RunningContainers;
import io.dockplay.resource.Change;
import io.dockplay.resource.Content;
import io.dockplay.resource.InvalidOption;
import io.dockplay.resource.Machine;
import io.dockplay.resource.Option;
import io.dockplay.resource.PendingChanges;
import io.dockplay.resource.Plan;
import io.dockplay.resource.PlaybookModule;
import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.RecordedChange;
import io.dockplay.resource.Resource;
import io.dockplay.resource.Script;
import io.dockplay.resource.ScriptResult;
import io.dockplay.resource.SharedProbe;
import io.dockplay.resource.Supply;
import io.dockplay.resource.Transaction;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Installs, updates and removes packages with yum; a list is one transaction. */
@PlaybookModule(
        name = "package",
        sentence = "Packages that shall be installed, or not, by yum.",
        more = "A list is one transaction.",
        example = """
                - name: Compilers
                  package: {name: [gcc, gcc-c++]}

                - name: Docker in just this version
                  package: {name: [docker-ce, docker-ce-cli], version: 26.1.4, allow_downgrade: true}

                - name: No other Docker
                  package: {name: [docker, docker-engine], state: absent}

                - name: Packages of this side
                  package: {files: [rpms/docker-io.rpm, rpms/lxc.rpm]}
                """)
public record PackageModule(
        @Option("names; names with a version (`docker-ce-26.1.4`); `@groups`; things that packages provide "
                + "(`/usr/bin/gcc`, `webserver`); paths and addresses of .rpm files on the host's side")
        List<String> name,

        @Option(".rpm files beside the playbook; they are sent to the host and installed together, where the package "
                + "is not there in this or a newer version")
        List<Content> files,

        @Option("the version of every package in `name` that has none of its own: `26.1.4`, `26.1.4-1.el7`, "
                + "`3:26.1.4-1.el7`")
        Optional<String> version,

        @Option(
                value = "whether they are installed; `latest`: in the newest version that there is",
                defaults = "present")
        Optional<DesiredState> state,

        @Option("whether a newer version may be replaced by the wanted one; without it that is refused")
        Optional<Boolean> allowDowngrade,

        @Option(value = "repositories that are enabled for this only", example = "epel")
        List<String> enablerepo,

        @Option("repositories that are disabled for this only")
        List<String> disablerepo,

        @Option("`false` leaves signatures unchecked") Optional<Boolean> gpgcheck,

        @Option("whether `absent` also removes what only these packages needed (CentOS 7; yum of CentOS 6 cannot)")
        Optional<Boolean> dependencies)
        implements Resource<PackageState> {

    /** What is wanted of packages. */
    public enum DesiredState {
        /** The packages are installed, in the wanted version where one is given. */
        PRESENT,
        /** The packages are not installed. */
        ABSENT,
        /** The packages are installed, and no repository has a newer version. */
        LATEST
    }

    /** What the function {@code bringing} of runtime.sh records of a package that a transaction also updated. */
    private static final String UPDATED_ALONG = "updated along";

    /** An .rpm file of the control machine, and the package in it. */
    record Pushed(Content content, RpmPackage holds) {}

    public PackageModule {
        name = List.copyOf(name);
        files = List.copyOf(files);
        enablerepo = List.copyOf(enablerepo);
        disablerepo = List.copyOf(disablerepo);
        if (name.isEmpty() && files.isEmpty()) {
            throw new InvalidOption(
                    "name", Message.of("there is no package to look after"), Message.of("Name one: name: docker-ce."));
        }
        Set<String> seen = new HashSet<>();
        for (String each : name) {
            PackageName parsed = PackageName.parse(each);
            if (!seen.add(each)) {
                throw new InvalidOption("name", Message.of("\"%s\" is listed twice", each), Message.NONE);
            }
            check(parsed, version.isPresent(), state.orElse(DesiredState.PRESENT));
        }
        for (Content file : files) {
            if (RpmHeader.read(file).isEmpty()) {
                throw new InvalidOption("files", Message.of("this file of %s is not an .rpm file", file), Message.NONE);
            }
        }
        if (!files.isEmpty() && state.orElse(DesiredState.PRESENT) != DesiredState.PRESENT) {
            throw new InvalidOption(
                    "files",
                    Message.of("files can only be present"),
                    Message.of("Name the packages instead: name: docker-io."));
        }
        if (version.isPresent() && RpmVersion.parse(version.get()).isEmpty()) {
            throw new InvalidOption(
                    "version",
                    Message.of("\"%s\" is not a version", version.get()),
                    Message.of("Write it as 26.1.4, 26.1.4-1.el7 or 3:26.1.4-1.el7."));
        }
        if (version.isPresent() && state.orElse(DesiredState.PRESENT) != DesiredState.PRESENT) {
            throw new InvalidOption(
                    "version",
                    Message.of("a version goes with the state present only"),
                    Message.of("Leave out \"version\" or \"state\"."));
        }
    }

    private static void check(PackageName name, boolean versionIsGiven, DesiredState state) {
        boolean isPackage = name.is(Kind.PACKAGE);
        if (versionIsGiven && !isPackage) {
            throw new InvalidOption(
                    "version",
                    Message.of("\"%s\" cannot have a version", name.written()),
                    Message.of("Put it into a task of its own."));
        }
        if (state == DesiredState.LATEST && (!isPackage || name.version().isPresent())) {
            throw new InvalidOption(
                    "state",
                    Message.of("\"%s\" has no latest version", name.written()),
                    Message.of("Put it into a task of its own."));
        }
        if (state == DesiredState.ABSENT && (name.is(Kind.FILE) || name.is(Kind.ADDRESS))) {
            throw new InvalidOption(
                    "name",
                    Message.of("\"%s\" cannot be removed as a file", name.written()),
                    Message.of("Write the package's name."));
        }
        if (state == DesiredState.ABSENT && name.isOnlyProvided()) {
            throw new InvalidOption(
                    "name",
                    Message.of(
                            "\"%s\" is something that a package provides, and only packages are removed",
                            name.written()),
                    Message.of("Write the package's name; \"rpm -q --whatprovides\" on a host tells it."));
        }
        if (name.architecture().isPresent()
                && name.version().filter(each -> each.release().isEmpty()).isPresent()) {
            throw new InvalidOption(
                    "name",
                    Message.of("\"%s\" has an architecture and a version without a release", name.written()),
                    Message.of("yum needs all of it: name-version-release.architecture."));
        }
    }

    List<PackageName> names() {
        return name.stream().map(PackageName::parse).toList();
    }

    List<Pushed> pushed() {
        return files.stream()
                .flatMap(file -> RpmHeader.read(file).map(holds -> new Pushed(file, holds)).stream())
                .toList();
    }

    Optional<RpmVersion> wantedVersion() {
        return version.flatMap(RpmVersion::parse);
    }

    boolean wantsLatest() {
        return state.equals(Optional.of(DesiredState.LATEST));
    }

    boolean mayDowngrade() {
        return allowDowngrade.orElse(false);
    }

    List<String> yumOptions() {
        List<String> options = new ArrayList<>();
        disablerepo.forEach(each -> options.add("--disablerepo=" + each));
        enablerepo.forEach(each -> options.add("--enablerepo=" + each));
        if (!gpgcheck.orElse(true)) {
            options.add("--nogpgcheck");
        }
        return options;
    }

    private boolean isAbsent() {
        return state.equals(Optional.of(DesiredState.ABSENT));
    }

    @Override
    public String label() {
        Stream<String> pushed = pushed().stream().map(each -> each.holds().name());
        return Stream.concat(name.stream(), pushed).collect(Collectors.joining(", "));
    }

    @Override
    public Script probe(Machine machine) {
        return packageProbe().script();
    }

    /** Yum ends with 0 also when it found only some of the packages, so rpm is asked for each. */
    @Override
    public Optional<Script> proof() {
        boolean isPlain = state.orElse(DesiredState.PRESENT) == DesiredState.PRESENT
                && files.isEmpty()
                && names().stream().allMatch(each -> each.is(Kind.PACKAGE));
        return isPlain
                ? Optional.of(Script.of(
                        "rpm -q {}", names().stream().map(PackageName::written).toList()))
                : Optional.empty();
    }

    @Override
    public Optional<SharedProbe> sharedProbe(Machine machine) {
        return packageProbe().asked().isEmpty()
                ? Optional.empty()
                : Optional.of(packageProbe().shared());
    }

    @Override
    public PackageState read(ProbeOutput probeOutput) {
        return packageProbe().read(probeOutput);
    }

    private PackageProbe packageProbe() {
        List<RpmPackage> sent = pushed().stream().map(Pushed::holds).toList();
        return new PackageProbe(names(), sent, yumOptions(), state.orElse(DesiredState.PRESENT));
    }

    @Override
    public Plan plan(PackageState actual, Machine machine, PendingChanges pendingChanges) {
        PackagePlan plan = new PackagePlan(this, actual, pendingChanges);
        if (!isAbsent()) {
            actual.database().refuseSeveral();
            return actual.database().withWarnings(plan.present());
        }
        boolean withDependencies = dependencies.orElse(false) && machine.major() >= 7;
        List<String> options = withDependencies ? List.of("--setopt=clean_requirements_on_remove=1") : List.of();
        return actual.database().withWarnings(plan.absent(options));
    }

    /** Asks yum about the plan; a plan that sends files cannot be asked about, because they are not on the host yet. */
    @Override
    public Optional<Script> resolution(Plan plan) {
        List<String> addresses = names().stream()
                .filter(each -> each.is(Kind.ADDRESS))
                .map(PackageName::name)
                .toList();
        return files.isEmpty() ? Optional.of(YumTransaction.question(plan, addresses)) : Optional.empty();
    }

    @Override
    public List<Supply> supplies() {
        if (isAbsent()) {
            return List.of();
        }
        List<String> packages = names().stream()
                .filter(each -> each.is(Kind.PACKAGE) || each.is(Kind.GROUP))
                .map(each -> each.is(Kind.GROUP)
                        ? each.written()
                        : each.inVersion(each.version().or(this::wantedVersion)))
                .toList();
        Stream<Supply> files =
                names().stream().filter(each -> each.is(Kind.ADDRESS)).map(each -> new Supply.Address(each.name()));
        return packages.isEmpty()
                ? files.toList()
                : Stream.concat(Stream.of(new Supply.Packages(packages, yumOptions())), files)
                        .toList();
    }

    @Override
    public Transaction resolved(ProbeOutput probeOutput) {
        return YumTransaction.read(probeOutput);
    }

    @Override
    public Optional<Message> verify(
            PackageState before, PackageState after, ScriptResult scriptResult, Machine machine) {
        if (RpmDatabase.wasCutOff(scriptResult)) {
            return Optional.of(RpmDatabase.CUT_OFF);
        }
        Plan left = plan(after, machine, PendingChanges.NOTHING);
        if (left.isNothing()) {
            return Optional.empty();
        }

        Message what = Message.of(
                "yum ended with %s, and this is still to be done: %s", scriptResult.ending(), left.whatIsLeft());
        return Optional.of(Message.listed(List.of(what, YumMessages.reason(scriptResult), epochs(after))));
    }

    /** Explains a version that yum takes for older because the installed one has a greater epoch. */
    private Message epochs(PackageState after) {
        for (PackageName each : names()) {
            Optional<RpmVersion> version = each.version().or(this::wantedVersion);
            Optional<RpmVersion> there = after.installed(each).map(RpmPackage::version);
            if (version.isPresent()
                    && version.get().epoch().isEmpty()
                    && there.flatMap(RpmVersion::epoch).orElse(0L) > 0
                    && there.get().compareWith(version.get()) < 0) {
                return Message.of(
                        "%s is installed with an epoch, as %s: a version without one is older to yum, and is asked for as "
                                + "version: 0:%s with allow_downgrade: true",
                        each.name(), there.get(), version.get());
            }
        }
        return Message.NONE;
    }

    /**
     * Removes the packages that did not exist before the first change, and then their dependencies that nothing else
     * needs.
     *
     * <p>Replaced and removed packages are installed again if a repository still has them. A package that was wanted by
     * what
     * it provides counts as a dependency.
     */
    @Override
    public List<Resource<?>> undo(List<RecordedChange> made) {
        Map<String, String> former = new LinkedHashMap<>();
        made.stream()
                .filter(change -> !RequiredPackages.isBrought(change))
                .forEach(change -> former.putIfAbsent(change.key(), change.from()));
        List<String> brought = made.stream()
                .filter(RequiredPackages::isBrought)
                .map(RecordedChange::key)
                .filter(each -> !former.containsKey(each))
                .distinct()
                .toList();
        List<String> added = former.entrySet().stream()
                .filter(each -> each.getValue().equals(Change.ABSENT))
                .map(Map.Entry::getKey)
                .map(PackageName::parse)
                .filter(each -> each.is(Kind.PACKAGE) && !each.isOnlyProvided())
                .map(PackageName::written)
                .toList();
        Map<String, String> replaced = new LinkedHashMap<>();
        Map<String, String> along = new LinkedHashMap<>();
        former.forEach((each, version) -> {
            String plain = version.replaceFirst("^\\d+:", "");
            if (plain.matches("\\d.*-.*")) {
                (UPDATED_ALONG.equals(last(made, each)) ? along : replaced)
                        .put(
                                each.contains("-" + plain)
                                        ? each
                                        : PackageName.parse(each).inVersion(Optional.empty()),
                                version);
            }
        });
        List<Resource<?>> undo = new ArrayList<>();
        if (added.stream().anyMatch(RunningContainers::wouldEndWith)) {
            undo.add(new RunningContainers());
        }
        if (!added.isEmpty()) {
            undo.add(absent(added));
        }
        if (!brought.isEmpty()) {
            undo.add(RequiredPackages.forOthers(brought));
        }
        if (!replaced.isEmpty()) {
            undo.add(new RestorePackages(replaced, along, false));
        }
        return undo;
    }

    private static String last(List<RecordedChange> made, String key) {
        return made.stream()
                .filter(change -> change.isOf(key))
                .reduce((one, other) -> other)
                .map(RecordedChange::to)
                .orElse("");
    }

    /** Returns the named packages that no transaction of dockplay has installed. */
    @Override
    public List<String> existedBefore(List<RecordedChange> made) {
        List<String> brought = made.stream()
                .filter(RecordedChange::wasAbsent)
                .map(RecordedChange::key)
                .toList();
        return isAbsent()
                ? List.of()
                : names().stream()
                        .filter(each -> each.is(Kind.PACKAGE))
                        .filter(each -> each.version().isEmpty()
                                || brought.stream().noneMatch(other -> other.startsWith(each.written())))
                        .map(each -> each.inVersion(Optional.empty()))
                        .filter(each -> !brought.contains(each))
                        .toList();
    }

    @Override
    public List<Resource<?>> undoAlso(List<RecordedChange> made) {
        List<String> before = existedBefore(made);
        List<Resource<?>> also = new ArrayList<>();
        if (before.stream().anyMatch(RunningContainers::wouldEndWith)) {
            also.add(new RunningContainers());
        }
        if (!before.isEmpty()) {
            also.add(RequiredPackages.existedBefore(before));
        }
        return also;
    }

    public static PackageModule absent(List<String> names) {
        return new PackageModule(
                names,
                List.of(),
                Optional.empty(),
                Optional.of(DesiredState.ABSENT),
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }
}
