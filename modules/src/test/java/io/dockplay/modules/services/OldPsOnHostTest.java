package io.dockplay.modules.services;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.modules.CaseOptions;
import io.dockplay.modules.LocalHost;
import io.dockplay.modules.accounts.UserModule;
import io.dockplay.modules.files.FileOnHostTest;
import io.dockplay.resource.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The ps of both releases takes {@code -o pid=,comm=} for one column whose heading is {@code ,comm=}. */
class OldPsOnHostTest {

    @TempDir
    Path folder = Path.of("");

    static Stream<List<String>> shells() {
        return FileOnHostTest.shells();
    }

    @ParameterizedTest
    @MethodSource("shells")
    void a_users_processes_are_told_with_their_names(List<String> shell) throws IOException {
        Path ps = Files.createDirectory(folder.resolve("bin")).resolve("ps");
        Files.writeString(ps, """
                #!/bin/sh
                case "$*" in
                  *=,*) printf '%s\\n' ',comm=' '  1234' ;;
                  *) echo '  1234 java' ;;
                esac
                """);
        Files.setPosixFilePermissions(ps, PosixFilePermissions.fromString("rwxr-xr-x"));

        Plan plan = new LocalHost(folder, shell)
                .plan(CaseOptions.bind(UserModule.class, Map.of("name", "daemon", "state", "absent")));

        assertThat(plan.warnings()).singleElement().asString().endsWith(": 1234 java");
    }

    @Test
    void no_script_of_ours_asks_it_for_several_columns_in_one_word() throws IOException {
        for (String module : List.of("modules", "agent", "lab")) {
            try (Stream<Path> files = Files.walk(Path.of("..", module, "src"))) {
                for (Path file : files.filter(path -> path.toString().matches(".*\\.(java|sh)"))
                        .filter(path -> !path.endsWith("OldPsOnHostTest.java") && !path.endsWith("LabIT.java"))
                        .toList()) {
                    assertThat(Files.readString(file))
                            .as("%s", file)
                            .doesNotContainPattern("\\bps [^\\n|;]*[a-z]=,[a-z]");
                }
            }
        }
    }
}
