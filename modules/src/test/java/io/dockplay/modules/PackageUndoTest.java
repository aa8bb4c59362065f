package io.dockplay.modules;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.resource.Answers;
import io.dockplay.resource.Change;
import io.dockplay.resource.Pending;
import io.dockplay.resource.Resource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What uninstalling makes of the changes that are on a host's record. */
class PackageUndoTest {

    private static List<Resource<?>> undo(Change... made) {
        return CaseOptions.bind(PackageModule.class, Map.of("name", "tree")).undo(List.of(made));
    }

    private static Resource<?> absent(Object names) {
        return CaseOptions.bind(PackageModule.class, Map.of("name", names, "state", "absent"));
    }

    private static Change added(String name) {
        return Change.of(name, Change.ABSENT, "present");
    }

    private static Change brought(String name) {
        return Change.of(name, Change.ABSENT, "brought");
    }

    @Test
    void what_was_not_there_goes_and_what_came_with_it_goes_after_it() {
        assertThat(undo(added("docker-ce"), brought("docker-ce"), brought("docker-ce-cli")))
                .isEqualTo(List.of(
                        new RunningContainers(),
                        absent("docker-ce"),
                        BroughtPackages.forOthers(List.of("docker-ce-cli"))));
    }

    private static FormerPackages former(String name, String version) {
        return new FormerPackages(Map.of(name, version), false);
    }

    @Test
    void what_was_there_in_another_version_gets_that_back() {
        assertThat(undo(Change.of("tree", "1.5.3-3.el7", "1.6.0"))).isEqualTo(List.of(former("tree", "1.5.3-3.el7")));
        assertThat(undo(Change.of("tree", "2:1.5.3-3.el7", "2:1.6.0")))
                .isEqualTo(List.of(former("tree", "1.5.3-3.el7")));
    }

    @Test
    void what_was_removed_along_comes_back_and_what_was_updated_along_stays() {
        assertThat(undo(added("tree"), Change.of("old-lister", "1.0-1.el7", "removed along")))
                .isEqualTo(List.of(absent("tree"), former("old-lister", "1.0-1.el7")));
        assertThat(undo(Change.of("lvm2", "1.0-1.el7", "updated along"))).isEmpty();
    }

    @Test
    void only_the_first_change_tells_whether_it_was_there() {
        assertThat(undo(added("tree"), Change.of("tree", "1.5.3-3.el7", "1.6.0")))
                .isEqualTo(List.of(absent("tree")));
        assertThat(undo(Change.of("tree", "1.5.3-3.el7", Change.ABSENT), added("tree")))
                .isEqualTo(List.of(former("tree", "1.5.3-3.el7")));
    }

    @Test
    void a_former_package_is_downgraded_installed_or_left() {
        FormerPackages former = former("tree", "1.5.3-3.el7");
        Map<String, String> scripts = Map.of(
                "= tree (none) 1.6.0 1.el7 noarch", "yum -y 'downgrade' 'tree-1.5.3-3.el7' || { code=$?; [ \"$code\" -lt 128 ] || exit \"$code\"; }",
                "= tree (none) 1.4.0 1.el7 noarch", "yum -y 'install' 'tree-1.5.3-3.el7' || { code=$?; [ \"$code\" -lt 128 ] || exit \"$code\"; }",
                "package tree is not installed", "yum -y 'install' 'tree-1.5.3-3.el7' || { code=$?; [ \"$code\" -lt 128 ] || exit \"$code\"; }",
                "= tree (none) 1.5.3 3.el7 noarch", "");
        scripts.forEach((told, script) -> assertThat(former.plan(
                                former.read(new Answers(Map.of("installed", CaseFile.utf8(told + "\n")), 0)),
                                CaseMachine.CENTOS7,
                                Pending.NOTHING)
                        .script()
                        .code())
                .isEqualTo(script));
    }

    @Test
    void what_was_there_before_is_named_and_goes_only_when_all_goes() {
        PackageModule wanted = (PackageModule) CaseOptions.bind(PackageModule.class, Map.of("name", List.of("a", "b")));
        assertThat(wanted.thereBefore(List.of(added("b")))).containsExactly("a");
        assertThat(wanted.undoAlso(List.of(added("b")))).isEqualTo(List.of(BroughtPackages.thereBefore(List.of("a"))));
        assertThat(absent("a").thereBefore(List.of())).isEmpty();
    }

    @Test
    void a_path_a_group_and_a_file_go_by_the_packages_that_came_for_them() {
        assertThat(undo(
                        added("/usr/bin/docker"),
                        added("perl(JSON)"),
                        added("@Development Tools"),
                        added("http://example.org/x.rpm"),
                        brought("docker-ce-cli")))
                .isEqualTo(List.of(BroughtPackages.forOthers(List.of("docker-ce-cli"))));
    }
}
