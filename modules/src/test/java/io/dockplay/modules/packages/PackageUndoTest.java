package io.dockplay.modules.packages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockplay.modules.CaseFile;
import io.dockplay.modules.CaseMachine;
import io.dockplay.modules.CaseOptions;
import io.dockplay.modules.services.RunningContainers;
import io.dockplay.resource.Change;
import io.dockplay.resource.PendingChanges;
import io.dockplay.resource.Plan;
import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.RecordedChange;
import io.dockplay.resource.Resource;
import io.dockplay.resource.UnsupportedState;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What uninstalling makes of the changes that are on a host's record. */
class PackageUndoTest {

    private static List<Resource<?>> undo(RecordedChange... made) {
        return CaseOptions.bind(PackageModule.class, Map.of("name", "tree")).undo(List.of(made));
    }

    private static Resource<?> absent(Object names) {
        return CaseOptions.bind(PackageModule.class, Map.of("name", names, "state", "absent"));
    }

    private static RecordedChange added(String name) {
        return new RecordedChange(name, Change.ABSENT, "present");
    }

    private static RecordedChange brought(String name) {
        return new RecordedChange(name, Change.ABSENT, "brought");
    }

    @Test
    void what_was_not_there_goes_and_what_came_with_it_goes_after_it() {
        assertThat(undo(added("docker-ce"), brought("docker-ce"), brought("docker-ce-cli")))
                .isEqualTo(List.of(
                        new RunningContainers(),
                        absent("docker-ce"),
                        RequiredPackages.forOthers(List.of("docker-ce-cli"))));
    }

    private static RestorePackages former(String name, String version) {
        return new RestorePackages(Map.of(name, version), Map.of(), false);
    }

    @Test
    void what_was_there_in_another_version_gets_that_back() {
        assertThat(undo(new RecordedChange("tree", "1.5.3-3.el7", "1.6.0")))
                .isEqualTo(List.of(former("tree", "1.5.3-3.el7")));
        assertThat(undo(new RecordedChange("tree", "2:1.5.3-3.el7", "2:1.6.0")))
                .isEqualTo(List.of(former("tree", "2:1.5.3-3.el7")));
    }

    @Test
    void a_former_version_of_a_greater_epoch_is_no_downgrade() {
        RestorePackages former = former("tree", "1:1.0-1");
        RestorePackages.State state =
                former.read(new ProbeOutput(Map.of("installed", CaseFile.utf8("= tree (none) 9.0 1 noarch\n")), 0));

        assertThat(former.plan(state, CaseMachine.CENTOS7, PendingChanges.NOTHING)
                        .script()
                        .code())
                .startsWith("yum -y --setopt=obsoletes=0 'install' 'tree-1.0-1' ||");
    }

    @Test
    void what_was_removed_along_comes_back_and_what_was_updated_along_stays() {
        assertThat(undo(added("tree"), new RecordedChange("old-lister", "1.0-1.el7", "removed along")))
                .isEqualTo(List.of(absent("tree"), former("old-lister", "1.0-1.el7")));
        assertThat(undo(new RecordedChange("lvm2", "1.0-1.el7", "updated along")))
                .isEmpty();
    }

    @Test
    void only_the_first_change_tells_whether_it_was_there() {
        assertThat(undo(added("tree"), new RecordedChange("tree", "1.5.3-3.el7", "1.6.0")))
                .isEqualTo(List.of(absent("tree")));
        assertThat(undo(new RecordedChange("tree", "1.5.3-3.el7", Change.ABSENT), added("tree")))
                .isEqualTo(List.of(former("tree", "1.5.3-3.el7")));
    }

    @Test
    void a_former_package_is_downgraded_installed_or_left() {
        RestorePackages former = former("tree", "1.5.3-3.el7");
        Map<String, String> scripts = Map.of(
                "= tree (none) 1.6.0 1.el7 noarch",
                        "yum -y --setopt=obsoletes=0 'downgrade' 'tree-1.5.3-3.el7' || { code=$?; [ \"$code\" -lt 128 ] || exit \"$code\"; }",
                "= tree (none) 1.4.0 1.el7 noarch",
                        "yum -y --setopt=obsoletes=0 'install' 'tree-1.5.3-3.el7' || { code=$?; [ \"$code\" -lt 128 ] || exit \"$code\"; }",
                "package tree is not installed",
                        "yum -y --setopt=obsoletes=0 'install' 'tree-1.5.3-3.el7' || { code=$?; [ \"$code\" -lt 128 ] || exit \"$code\"; }",
                "= tree (none) 1.5.3 3.el7 noarch", "");
        scripts.forEach((told, script) -> assertThat(former.plan(
                                former.read(new ProbeOutput(Map.of("installed", CaseFile.utf8(told + "\n")), 0)),
                                CaseMachine.CENTOS7,
                                PendingChanges.NOTHING)
                        .script()
                        .code())
                .isEqualTo(script));
    }

    @Test
    void what_is_tied_to_a_former_version_goes_down_with_it_and_the_rest_stays_updated() {
        RestorePackages former = (RestorePackages) undo(
                        new RecordedChange("ua-main", "1.0-1", "2.0"),
                        new RecordedChange("ua-lib", "1.0-1", "updated along"),
                        new RecordedChange("ua-lang", "1.0-1", "updated along"),
                        new RecordedChange("other", "1.0-1", "updated along"))
                .get(0);
        ProbeOutput probeOutput = new ProbeOutput(
                Map.of(
                        "installed", CaseFile.utf8("""
                                = ua-main (none) 2.0 1 noarch
                                = ua-lib (none) 2.0 1 x86_64
                                = ua-lang (none) 2.0 1 noarch
                                = other (none) 2.0 1 noarch
                                ? 0
                                """),
                        "ties", CaseFile.utf8("""
                                ua-main|ua-lib(x86-64)|=|2.0
                                ua-lang|ua-lib|=|2.0
                                other|rpmlib(CompressedFileNames)|=|3.0.4-1
                                """)),
                0);

        Plan plan = former.plan(former.read(probeOutput), CaseMachine.CENTOS6, PendingChanges.NOTHING);

        assertThat(plan.script().code())
                .startsWith(
                        "yum -y --setopt=obsoletes=0 'downgrade' 'ua-main-1.0-1' 'ua-lib-1.0-1' 'ua-lang-1.0-1' ||");
        assertThat(plan.changes()).extracting(Change::what).containsExactly("ua-main", "ua-lib", "ua-lang");
    }

    @Test
    void an_architecture_and_a_kernel_come_back_by_their_whole_names() {
        RestorePackages former = (RestorePackages) undo(
                        new RecordedChange("dual.i686", "1.0-1", "removed along"),
                        new RecordedChange("kernel-3.10.0-862.el7.x86_64", "3.10.0-862.el7", "removed along"))
                .get(0);
        ProbeOutput probeOutput = new ProbeOutput(Map.of("installed", CaseFile.utf8("""
                        = dual (none) 1.0 1 x86_64
                        = kernel (none) 3.10.0 1160.el7 x86_64
                        """)), 0);

        assertThat(former.plan(former.read(probeOutput), CaseMachine.CENTOS7, PendingChanges.NOTHING)
                        .script()
                        .code())
                .startsWith(
                        "yum -y --setopt=obsoletes=0 'install' 'dual-1.0-1.i686' 'kernel-3.10.0-862.el7.x86_64' ||");
    }

    @Test
    void two_versions_of_a_former_package_are_told_and_let_be_with_force() {
        RestorePackages former = former("slow", "1.0-1");
        RestorePackages.State state = former.read(new ProbeOutput(Map.of("installed", CaseFile.utf8("""
                        = slow (none) 1.0 1 noarch
                        = slow (none) 2.0 1 noarch
                        """)), 0));

        assertThatThrownBy(() -> former.plan(state, CaseMachine.CENTOS7, PendingChanges.NOTHING))
                .isInstanceOf(UnsupportedState.class)
                .hasMessageContaining("slow is installed in several versions at once, 1.0-1 and 2.0-1");
        assertThat(former.forced()
                        .plan(state, CaseMachine.CENTOS7, PendingChanges.NOTHING)
                        .isNothing())
                .isTrue();
    }

    @Test
    void a_kernel_that_was_installed_beside_one_was_not_there_before() {
        PackageModule wanted =
                (PackageModule) CaseOptions.bind(PackageModule.class, Map.of("name", "kernel-3.10.0-1160.el7"));
        RecordedChange beside = brought("kernel-3.10.0-1160.el7.x86_64");

        assertThat(wanted.existedBefore(List.of(beside))).isEmpty();
        assertThat(wanted.undo(List.of(new RecordedChange("kernel", "3.10.0-862.el7", "3.10.0-1160.el7"), beside)))
                .contains(RequiredPackages.forOthers(List.of("kernel-3.10.0-1160.el7.x86_64")));
    }

    @Test
    void what_was_there_before_is_named_and_goes_only_when_all_goes() {
        PackageModule wanted = (PackageModule) CaseOptions.bind(PackageModule.class, Map.of("name", List.of("a", "b")));
        assertThat(wanted.existedBefore(List.of(added("b")))).containsExactly("a");
        assertThat(wanted.undoAlso(List.of(added("b"))))
                .isEqualTo(List.of(RequiredPackages.existedBefore(List.of("a"))));
        assertThat(absent("a").existedBefore(List.of())).isEmpty();
    }

    @Test
    void a_path_a_group_and_a_file_go_by_the_packages_that_came_for_them() {
        assertThat(undo(
                        added("/usr/bin/docker"),
                        added("perl(JSON)"),
                        added("@Development Tools"),
                        added("http://example.org/x.rpm"),
                        brought("docker-ce-cli")))
                .isEqualTo(List.of(RequiredPackages.forOthers(List.of("docker-ce-cli"))));
    }
}
