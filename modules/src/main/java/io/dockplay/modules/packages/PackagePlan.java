package io.dockplay.modules.packages;

import io.dockplay.message.Message;
import io.dockplay.modules.files.UnfetchedUrl;
import io.dockplay.modules.packages.PackageName.Kind;
import io.dockplay.modules.packages.PackageState.Group;
import io.dockplay.modules.packages.PackageState.Source;
import io.dockplay.resource.Blocker;
import io.dockplay.resource.Change;
import io.dockplay.resource.PendingChanges;
import io.dockplay.resource.Plan;
import io.dockplay.resource.Prerequisite;
import io.dockplay.resource.Script;
import io.dockplay.resource.ScriptResult;
import io.dockplay.resource.UnsupportedState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares the actual packages with the wanted ones, and plans one yum transaction for all differences. */
final class PackagePlan {

    private final PackageModule wanted;
    private final PackageState actual;
    private final PendingChanges pendingChanges;

    private final List<Change> changes = new ArrayList<>();
    private final List<String> install = new ArrayList<>();
    private final List<String> downgrade = new ArrayList<>();
    private final List<PackageModule.Pushed> pushed = new ArrayList<>();
    private final List<Blocker> blockers = new ArrayList<>();

    PackagePlan(PackageModule wanted, PackageState actual, PendingChanges pendingChanges) {
        this.wanted = wanted;
        this.actual = actual;
        this.pendingChanges = pendingChanges;
    }

    /** Joins words as the rest of a command, each after a space. */
    static Script words(List<String> words) {
        return words.isEmpty() ? Script.NOTHING : Script.of(" {}", words);
    }

    /** Plans to install what is missing. */
    Plan present() {
        for (PackageName name : wanted.names()) {
            switch (name.kind()) {
                case PACKAGE -> wantPackage(name);
                case GROUP -> wantGroup(name);
                case FILE, ADDRESS -> wantSource(name);
            }
        }
        for (PackageModule.Pushed file : wanted.pushed()) {
            wantPushed(file);
        }
        if (!blockers.isEmpty()) {
            return Plan.blocked(changes, Blocker.all(blockers));
        }
        return Plan.of(changes, downgrading().then(installing()));
    }

    /** Plans to remove what is installed and must not be. */
    Plan absent(List<String> options) {
        List<String> remove = new ArrayList<>();
        for (PackageName name : wanted.names()) {
            if (name.is(Kind.GROUP)) {
                goneGroup(name, remove);
            } else if (name.version().isEmpty()) {
                gone(name.name(), actual.installed(name), name.inVersion(Optional.empty()), remove);
            } else {
                // The whole name removes only this one of several installed versions.
                actual.all(name).stream()
                        .filter(name::isExactly)
                        .forEach(each -> gone(each.name(), Optional.of(each), whole(name, each), remove));
            }
        }
        return blockers.isEmpty()
                ? Plan.of(
                        changes,
                        Script.of(
                                "bringing yum -y '--disablerepo=*'{} remove {}",
                                words(options),
                                remove.stream().distinct().toList()))
                : Plan.blocked(changes, Blocker.all(blockers));
    }

    private static String whole(PackageName name, RpmPackage found) {
        String architecture = name.architecture().map(each -> "." + each).orElse("");
        return found.name() + "-" + found.version().shown() + architecture;
    }

    private void goneGroup(PackageName name, List<String> remove) {
        Group group = group(name);
        if (!group.isKnown()) {
            changes.add(Change.of(name.written(), "present", Change.ABSENT));
            blockers.add(Blocker.of(unknown(name, group), new Prerequisite(Prerequisite.Kind.OFFER, name.name())));
        }
        group.installed().stream()
                .map(RpmPackage::name)
                .distinct()
                .forEach(member -> gone(member, RpmPackage.newest(group.installed(), member), member, remove));
    }

    private void gone(String what, Optional<RpmPackage> found, String word, List<String> remove) {
        found.ifPresent(each -> {
            changes.add(Change.of(what, each.version().shown(), Change.ABSENT));
            remove.add(word);
        });
    }

    private void wantPackage(PackageName name) {
        Optional<RpmVersion> version = name.version().or(wanted::wantedVersion);
        Optional<RpmPackage> found = actual.installed(name);
        if (found.isEmpty()) {
            if (version.isEmpty() && actual.provided().containsKey(name.written())) {
                return;
            }
            String to = version.map(RpmVersion::toString).orElse(wanted.wantsLatest() ? "latest version" : "present");
            changes.add(Change.of(name.inVersion(Optional.empty()), Change.ABSENT, to));
            install.add(name.inVersion(version));
            return;
        }
        RpmPackage there = found.get();
        if (actual.all(name).stream()
                .anyMatch(each -> name.isExactly(each)
                        || version.filter(each.version()::is).isPresent())) {
            return;
        }
        if (wanted.wantsLatest()) {
            wantUpdate(name, there);
        } else if (version.isPresent()) {
            wantVersion(name, there, version.get());
        }
    }

    private void wantUpdate(PackageName name, RpmPackage there) {
        if (actual.updatesFailed()) {
            Message reason = YumMessages.reason(new ScriptResult(1, actual.updates(), ""));
            blockers.add(Blocker.of(
                    Message.listed(List.of(
                            Message.of("yum cannot say which version of %s is the latest", name.name()), reason)),
                    new Prerequisite(Prerequisite.Kind.OFFER, name.name())));
        } else {
            actual.update(there).ifPresent(newer -> {
                changes.add(Change.of(name.written(), there.version().shown(), newer));
                install.add(name.written());
            });
        }
    }

    private void wantVersion(PackageName name, RpmPackage there, RpmVersion version) {
        int order = there.version().compareWith(version);
        if (order == 0) {
            return;
        }
        String from = version.epoch().isPresent()
                ? there.version().toString()
                : there.version().shown();
        if (order > 0 && !wanted.mayDowngrade()) {
            throw new UnsupportedState(
                    Message.of("%s is installed in the newer version %s, and %s is wanted", name.name(), from, version),
                    Message.of(
                            "Ask for that version, or allow it to be replaced by an older one: allow_downgrade: true."));
        }
        changes.add(Change.of(name.inVersion(Optional.empty()), from, version.toString()));
        (order > 0 ? downgrade : install).add(name.inVersion(Optional.of(version)));
    }

    private Group group(PackageName name) {
        return actual.groups().getOrDefault(name.name(), Group.UNKNOWN);
    }

    private static Message unknown(PackageName name, Group group) {
        Message what = group.failed()
                ? Message.of("yum cannot say which packages are in the group \"%s\"", name.name())
                : Message.of("no repository of the host knows a group \"%s\"", name.name());
        return Message.listed(List.of(what, YumMessages.reason(new ScriptResult(1, group.reason(), ""))));
    }

    /**
     * Plans to install a group, and names its mandatory members too: yum 3.4 does nothing for a group that it has once
     * marked as
     * installed.
     *
     * <p>A group counts as installed when all its mandatory members are; without such members, when one usual member
     * is.
     */
    private void wantGroup(PackageName name) {
        Group group = group(name);
        if (!group.isKnown()) {
            changes.add(Change.of(name.written(), Change.ABSENT, "present"));
            blockers.add(Blocker.of(unknown(name, group), new Prerequisite(Prerequisite.Kind.OFFER, name.name())));
            return;
        }
        if (group.isOnlyOffered()) {
            throw new UnsupportedState(
                    Message.of(
                            "the group \"%s\" has only optional members, and yum installs none of them", name.name()),
                    Message.of("Name those that are wanted: %s.", String.join(", ", group.optional())));
        }
        List<String> missing =
                group.mandatory().stream().filter(member -> !group.has(member)).toList();
        if (group.mandatory().isEmpty() && group.usual().stream().noneMatch(group::has)) {
            changes.add(Change.of(name.written(), Change.ABSENT, "present"));
            install.add(name.written());
            install.addAll(group.usual());
        } else if (!missing.isEmpty()) {
            missing.forEach(member -> changes.add(Change.of(member, Change.ABSENT, "present")));
            install.add(name.written());
            install.addAll(missing);
        }
    }

    private void wantSource(PackageName name) {
        Source source = actual.sources().getOrDefault(name.name(), new Source(Optional.empty(), Optional.empty(), ""));
        if (source.holds().isPresent()) {
            wantAtLeast(source.holds().get(), source.installed(), () -> install.add(name.written()));
            return;
        }
        Change change = Change.of(name.written(), Change.ABSENT, "present");
        Optional<String> writer = pendingChanges.writerOf(name.name());
        changes.add(writer.map(change::after).orElse(change));
        if (writer.isEmpty()) {
            Message reason = source.reason().isEmpty()
                    ? Message.of("%s cannot be read as an .rpm file", name.name())
                    : Message.of("%s cannot be read as an .rpm file: %s", name.name(), source.reason());
            blockers.add(
                    name.is(Kind.FILE)
                            ? Blocker.of(reason, Prerequisite.path(name.name()))
                            : UnfetchedUrl.blocker(reason, source.reason()));
        }
        install.add(name.written());
    }

    private void wantPushed(PackageModule.Pushed file) {
        Optional<RpmPackage> there =
                RpmPackage.newest(actual.installed(), file.holds().name());
        wantAtLeast(file.holds(), there, () -> pushed.add(file));
    }

    private void wantAtLeast(RpmPackage wished, Optional<RpmPackage> there, Runnable otherwise) {
        if (there.isPresent() && there.get().version().compareWith(wished.version()) >= 0) {
            return;
        }
        String from = there.map(each -> each.version().shown()).orElse(Change.ABSENT);
        changes.add(Change.of(wished.name(), from, wished.version().shown()));
        otherwise.run();
    }

    private Script downgrading() {
        return downgrade.isEmpty()
                ? Script.NOTHING
                : Script.of("bringing yum -y{} downgrade {}", words(wanted.yumOptions()), downgrade);
    }

    private Script installing() {
        if (pushed.isEmpty()) {
            return install.isEmpty()
                    ? Script.NOTHING
                    : Script.of("bringing yum -y{} install {}", words(wanted.yumOptions()), install);
        }
        // yum recognises a package file only by its ending.
        Script all = Script.of("folder=$(mktemp -d)\ntrap 'rm -rf \"$folder\"' EXIT");
        for (PackageModule.Pushed file : pushed) {
            all = all.then(Script.of(
                    "ln -s {} \"$folder\"/{}", file.content(), file.holds().fileName()));
        }
        Script whole =
                Script.of("bringing yum -y{} install{} \"$folder\"/*.rpm", words(wanted.yumOptions()), words(install));
        // When the files are enough, an unreachable repository does not matter.
        return install.isEmpty() && wanted.enablerepo().isEmpty()
                ? all.then(Script.of(
                        "bringing yum -y{} '--disablerepo=*' install \"$folder\"/*.rpm || {\n  {}\n  {}\n}",
                        words(wanted.yumOptions()),
                        RpmDatabase.NOT_CUT_OFF,
                        whole))
                : all.then(whole);
    }
}
