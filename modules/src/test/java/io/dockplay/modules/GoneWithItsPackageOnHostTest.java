package io.dockplay.modules;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.message.Message;
import io.dockplay.modules.accounts.GroupModule;
import io.dockplay.modules.base.PendingPackages;
import io.dockplay.modules.files.FileModule;
import io.dockplay.modules.files.FileOnHostTest;
import io.dockplay.modules.files.RestoreFile;
import io.dockplay.resource.Blocker;
import io.dockplay.resource.Machine;
import io.dockplay.resource.PendingChanges;
import io.dockplay.resource.Plan;
import io.dockplay.resource.RecordedChange;
import io.dockplay.resource.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What belongs to a package is given back while the package is there, by the real scripts and an rpm of ours. */
class GoneWithItsPackageOnHostTest {

    @TempDir
    Path folder = Path.of("");

    private Path settings = Path.of("");

    static Stream<List<String>> shells() {
        return FileOnHostTest.shells();
    }

    @BeforeEach
    void a_package_with_a_file_is_installed() throws IOException {
        settings = folder.resolve("its settings");
        Files.writeString(settings, "default\n");
        Path rpm = Files.createDirectory(folder.resolve("bin")).resolve("rpm");
        Files.writeString(rpm, """
                #!/bin/sh
                eval "last=\\${$#}"
                case $1 in
                  -qf)
                    [ -e "$last" ] || exit 1
                    found=1
                    while read -r name path; do
                      if [ "$path" = "$last" ] && grep -qxF -e "$name" "$0.installed"; then echo "$name"; found=0; fi
                    done <"$0.files"
                    exit "$found" ;;
                  -qa) cat "$0.installed" ;;
                  -q) grep -qxF -e "$last" "$0.installed" ;;
                esac
                """);
        Files.setPosixFilePermissions(rpm, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(folder.resolve("bin/rpm.files"), "docker-io " + settings + "\n");
        installed("bash", "docker-io");
    }

    private void installed(String... names) throws IOException {
        Files.writeString(folder.resolve("bin/rpm.installed"), String.join("\n", names));
    }

    private LocalHost host(List<String> shell) {
        return new LocalHost(folder, shell);
    }

    private Resource<?> module(String content) {
        return CaseOptions.bind(FileModule.class, Map.of("path", settings.toString(), "content", content));
    }

    private Resource<?> former(List<String> shell) {
        assertThat(host(shell).apply(module("wanted\n"))).isEmpty();
        return module("wanted\n")
                .undo(List.of(new RecordedChange("content", "1 line", "1 line")))
                .get(0);
    }

    @ParameterizedTest
    @MethodSource("shells")
    void its_file_is_given_back_while_it_is_there(List<String> shell) {
        assertThat(host(shell).apply(former(shell))).isEmpty();
        assertThat(settings).hasContent("default\n");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void its_file_does_not_come_back_without_it(List<String> shell) throws IOException {
        Resource<?> former = former(shell);
        installed("bash");
        Files.delete(settings);

        Plan plan = host(shell).plan(former);

        assertThat(plan.isNothing()).isTrue();
        assertThat(plan.warnings())
                .map(Message::text)
                .containsExactly(settings + " is not given back: it belonged to the package docker-io, which is gone");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void what_dockplay_wrote_in_its_place_since_goes(List<String> shell) throws IOException {
        Resource<?> former = former(shell);
        installed("bash");

        assertThat(host(shell).apply(former)).isEmpty();

        assertThat(settings).doesNotExist();
    }

    @ParameterizedTest
    @MethodSource("shells")
    void a_file_that_another_package_has_taken_over_is_given_back(List<String> shell) throws IOException {
        Resource<?> former = former(shell);
        Files.writeString(folder.resolve("bin/rpm.files"), "docker-engine " + settings + "\n");
        installed("bash", "docker-engine");

        assertThat(host(shell).apply(former)).isEmpty();

        assertThat(settings).hasContent("default\n");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void an_rpm_that_knows_nothing_any_more_is_not_believed(List<String> shell) throws IOException {
        Resource<?> former = former(shell);
        installed();
        Files.delete(settings);

        assertThat(host(shell).apply(former)).isEmpty();

        assertThat(settings).hasContent("default\n");
    }

    /** Its former content would be lost for good, and the package may yet come back. */
    @ParameterizedTest
    @MethodSource("shells")
    void its_file_waits_for_a_package_that_is_to_come_back(List<String> shell) throws IOException {
        Resource<?> former = former(shell);
        installed("bash");
        Files.delete(settings);
        Files.writeString(
                folder.resolve("home/record"),
                "{\"module\":\"package\",\"changes\":[{\"what\":\"docker-io\",\"from\":\"1.7.1-2\",\"to\":\"absent\"}]}\n");

        assertThat(host(shell).plan(former).blocker().map(Blocker::toString))
                .contains(settings
                        + " belongs to the package docker-io, which was there before and has not come back; install it"
                        + " and uninstall again, or let the file go by uninstalling with --force");
        assertThat(later(shell, former, Map.of(PendingPackages.resource("docker-io"), "task \"No Docker\""))
                        .changes()
                        .get(0)
                        .after())
                .contains("task \"No Docker\"");
        assertThat(host(shell).plan(((RestoreFile) former).forced()).isNothing())
                .isTrue();

        Files.writeString(
                folder.resolve("home/record"),
                "{\"module\":\"package\",\"changes\":[{\"what\":\"docker-io\",\"from\":\"absent\",\"to\":\"1.7.1-2\"}]}\n");
        assertThat(host(shell).plan(former).isNothing()).isTrue();
    }

    private <S extends Record> Plan later(List<String> shell, Resource<S> former, Map<String, String> pending) {
        Machine machine = LocalHost.MACHINE;
        return former.plan(host(shell).look(former), machine, new PendingChanges(pending));
    }

    @ParameterizedTest
    @MethodSource("shells")
    void the_mode_of_a_file_or_a_folder_that_is_gone_makes_none(List<String> shell) throws IOException {
        Path gone = folder.resolve("gone");
        for (String state : List.of("file", "directory")) {
            for (Resource<?> former : CaseOptions.bind(
                            FileModule.class, Map.of("path", gone.toString(), "state", state, "mode", "0700"))
                    .undo(List.of(new RecordedChange("mode", "0755", "0700")))) {
                assertThat(host(shell).apply(former)).isEmpty();
            }
            assertThat(gone).doesNotExist();
        }
    }

    @ParameterizedTest
    @MethodSource("shells")
    void the_former_number_of_a_group_that_is_gone_makes_none(List<String> shell) {
        String name = "nobody-has-it";
        GroupModule group = new GroupModule(name, Optional.of(4711), Optional.empty(), Optional.empty());
        assertThat(host(shell)
                        .plan(group.undo(List.of(new RecordedChange("gid", "4710", "4711")))
                                .get(0))
                        .isNothing())
                .isTrue();
        assertThat(host(shell)
                        .plan(GroupModule.absent(name)
                                .undo(List.of(new RecordedChange(name, "4710", "absent")))
                                .get(0))
                        .isNothing())
                .isFalse();
    }
}
