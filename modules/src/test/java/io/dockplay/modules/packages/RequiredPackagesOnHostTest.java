package io.dockplay.modules.packages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockplay.modules.LocalHost;
import io.dockplay.modules.files.FileOnHostTest;
import io.dockplay.resource.UnsupportedState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Packages that came along go, by the real scripts, an rpm as strict as the real one, and a yum whose repositories are dead. */
@Timeout(60)
class RequiredPackagesOnHostTest {

    @TempDir
    Path folder = Path.of("");

    static Stream<List<String>> shells() {
        return FileOnHostTest.shells();
    }

    @BeforeEach
    void packages_are_installed() throws IOException {
        program("rpm", """
                all=
                case "$*" in
                  *--allmatches*) all=yes ;;
                esac
                [ ! -e "$0.broken" ] || { echo 'error: cannot open Packages database in /var/lib/rpm' >&2; exit 1; }
                code=0
                for word in "$@"; do
                  case $word in
                    -* | '='*) continue ;;
                  esac
                  count=0
                  while read -r name arch; do
                    case $word in
                      "$name" | "$name.$arch") ;;
                      *) continue ;;
                    esac
                    count=$((count + 1))
                    [ "$1" = -e ] || echo "= $name (none) 1.0 1 $arch"
                    [ "$1" != -e ] || ! grep -qxF "$name" "$0.needed" || exit 2
                  done <"$0.installed"
                  [ "$count" != 0 ] || { echo "package $word is not installed"; code=1; }
                  if [ "$1" = -e ] && [ "$count" -gt 1 ] && [ -z "$all" ]; then
                    echo "error: \\"$word\\" specifies multiple packages:" >&2
                    exit 1
                  fi
                done
                exit "$code"
                """);
        program("yum", """
                case "$*" in
                  *'--disablerepo=*'*) ;;
                  *) echo 'Error: Cannot retrieve repository metadata (repomd.xml) for repository: bad.' >&2; exit 1 ;;
                esac
                for word in "$@"; do
                  case $word in
                    -* | remove | stubborn) continue ;;
                  esac
                  while read -r name arch; do
                    case $word in
                      "$name" | "$name.$arch") ;;
                      *) echo "$name $arch" ;;
                    esac
                  done <"${0%yum}rpm.installed" >"$0.left"
                  mv "$0.left" "${0%yum}rpm.installed"
                done
                """);
        Files.writeString(folder.resolve("bin/rpm.needed"), "needed\n");
    }

    private void program(String name, String code) throws IOException {
        Path program = Files.createDirectories(folder.resolve("bin")).resolve(name);
        Files.writeString(program, "#!/bin/sh\n" + code);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private List<String> left(List<String> shell, List<String> installed, String... brought) throws IOException {
        Path database = folder.resolve("bin/rpm.installed");
        Files.write(database, installed);
        assertThat(new LocalHost(folder, shell).apply(RequiredPackages.forOthers(List.of(brought))))
                .isEmpty();
        return Files.readAllLines(database);
    }

    @ParameterizedTest
    @MethodSource("shells")
    void both_architectures_of_one_go(List<String> shell) throws IOException {
        List<String> installed = List.of("dual i686", "dual x86_64", "bash noarch");

        assertThat(left(shell, installed, "dual")).containsExactly("bash noarch");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void an_architecture_that_came_beside_another_goes_alone(List<String> shell) throws IOException {
        List<String> installed = List.of("dual i686", "dual x86_64");

        assertThat(left(shell, installed, "dual.i686")).containsExactly("dual x86_64");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void what_is_needed_stays_and_what_yum_does_not_remove_is_tried_once(List<String> shell) throws IOException {
        List<String> installed = List.of("dual i686", "dual x86_64", "needed noarch", "stubborn noarch");

        assertThat(left(shell, installed, "needed", "dual", "stubborn"))
                .containsExactly("needed noarch", "stubborn noarch");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void an_unreadable_database_is_not_taken_for_packages_that_are_gone(List<String> shell) throws IOException {
        Files.writeString(folder.resolve("bin/rpm.broken"), "");
        Files.write(folder.resolve("bin/rpm.installed"), List.of("dual i686"));

        assertThatThrownBy(() -> new LocalHost(folder, shell).plan(RequiredPackages.forOthers(List.of("dual"))))
                .isInstanceOf(UnsupportedState.class)
                .hasMessageContaining("rpm cannot read its database in /var/lib/rpm");
    }
}
