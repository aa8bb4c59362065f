package io.dockplay.modules.packages;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.modules.LocalHost;
import io.dockplay.modules.files.FileOnHostTest;
import io.dockplay.resource.Script;
import io.dockplay.resource.SharedProbe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What packages of one look share: one start of rpm, which each of them reads as if it had asked alone. */
class SharedQuestionOnHostTest {

    private static final Script ANSWER = Script.of("set +e\nanswer() { printf '== %s\\n' \"$1\"; }");

    @TempDir
    Path folder = Path.of("");

    static Stream<List<String>> shells() {
        return FileOnHostTest.shells();
    }

    @BeforeEach
    void some_packages_are_installed() throws Exception {
        Path rpm = Files.createDirectories(folder.resolve("bin")).resolve("rpm");
        Files.writeString(rpm, """
                #!/bin/sh
                echo "$*" >>"$0.starts"
                [ ! -e "$0.broken" ] || { echo 'error: cannot open Packages database in /var/lib/rpm' >&2; exit 1; }
                for word in "$@"; do
                  case $word in
                    -* | '='* | '+'*) ;;
                    gcc | lvm2) echo "= $word (none) 4.8.5 44.el7 x86_64" ;;
                    kernel) printf '= kernel (none) 3.10.0 %s x86_64\\n' 862.el7 1160.el7 ;;
                    docker-ce | docker-ce-26.1.4) echo "= docker-ce 3 26.1.4 1.el7 x86_64" ;;
                    *) echo "package $word is not installed" ;;
                  esac
                done
                """);
        Files.setPosixFilePermissions(rpm, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static List<SharedProbe> probes() {
        return Stream.of(
                        List.of("gcc", "lvm2"),
                        List.of("gone", "lost.i686"),
                        List.of("docker-ce-26.1.4"),
                        List.of("kernel"))
                .map(RpmDatabaseProbe::of)
                .toList();
    }

    private List<String> starts() throws Exception {
        Path starts = folder.resolve("bin/rpm.starts");
        List<String> lines = Files.readAllLines(starts);
        Files.delete(starts);
        return lines.stream().filter(line -> line.startsWith("-q --qf")).toList();
    }

    @ParameterizedTest
    @MethodSource("shells")
    void each_prints_what_it_prints_alone_and_rpm_starts_once_for_all(List<String> shell) throws Exception {
        LocalHost host = new LocalHost(folder, shell);
        StringBuilder alone = new StringBuilder();
        for (SharedProbe each : probes()) {
            alone.append(host.run(ANSWER.then(each.alone())).stdout());
        }
        assertThat(starts()).hasSize(4);

        List<String> names =
                probes().stream().flatMap(each -> each.names().stream()).toList();
        Script together = ANSWER.then(probes().get(0).question().about(names));
        for (SharedProbe each : probes()) {
            together = together.then(Script.of("(\n{}\n)", each.own()));
        }

        assertThat(host.run(together).stdout()).isEqualTo(alone.toString()).contains("= gcc ", "package gone ");
        assertThat(starts()).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("shells")
    void a_database_that_cannot_be_read_is_told_to_all_of_them(List<String> shell) throws Exception {
        Files.createFile(folder.resolve("bin/rpm.broken"));
        Script together = ANSWER.then(probes().get(0).question().about(List.of("gcc", "kernel")));
        for (SharedProbe each : probes()) {
            together = together.then(Script.of("(\n{}\n)", each.own()));
        }

        assertThat(new LocalHost(folder, shell).run(together).stdout().lines().filter(line -> line.startsWith("! ")))
                .hasSize(4)
                .containsOnly("! error: cannot open Packages database in /var/lib/rpm");
    }

    /** A package task's probe. */
    private static final class RpmDatabaseProbe {

        static SharedProbe of(List<String> names) {
            return new PackageProbe(
                            names.stream().map(PackageName::parse).toList(),
                            List.of(),
                            List.of(),
                            PackageModule.DesiredState.ABSENT)
                    .shared();
        }
    }
}
