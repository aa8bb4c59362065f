package io.dockplay.modules;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.resource.Change;
import io.dockplay.resource.Resource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What uninstalling makes of the changes that are on a host's record. */
class PackageUndoTest {

    private static List<? extends Resource<?>> undo(Change... made) {
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
                .isEqualTo(List.of(absent("docker-ce"), new BroughtPackages(List.of("docker-ce-cli"))));
    }

    @Test
    void what_was_there_in_another_version_stays() {
        assertThat(undo(Change.of("tree", "1.5.3-3.el7", "1.6.0"))).isEmpty();
    }

    @Test
    void only_the_first_change_tells_whether_it_was_there() {
        assertThat(undo(added("tree"), Change.of("tree", "1.5.3-3.el7", "1.6.0")))
                .isEqualTo(List.of(absent("tree")));
        assertThat(undo(Change.of("tree", "1.5.3-3.el7", Change.ABSENT), added("tree")))
                .isEmpty();
    }

    @Test
    void a_path_a_group_and_a_file_go_by_the_packages_that_came_for_them() {
        assertThat(undo(
                        added("/usr/bin/docker"),
                        added("perl(JSON)"),
                        added("@Development Tools"),
                        added("http://example.org/x.rpm"),
                        brought("docker-ce-cli")))
                .isEqualTo(List.of(new BroughtPackages(List.of("docker-ce-cli"))));
    }
}
