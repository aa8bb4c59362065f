package io.dockplay.modules.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.modules.CaseOptions;
import io.dockplay.modules.LocalHost;
import io.dockplay.modules.files.FileOnHostTest;
import io.dockplay.resource.PendingChanges;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The script module's scripts, run for real. */
class ScriptOnHostTest {

    @TempDir
    Path folder = Path.of("");

    static Stream<List<String>> shells() {
        return FileOnHostTest.shells();
    }

    @ParameterizedTest
    @MethodSource("shells")
    void arguments_reach_a_script_as_they_are(List<String> shell) {
        for (String first : List.of("", "#!/bin/sh -e\n")) {
            ScriptModule script = script(
                    Map.of("source", first + "printf '%s|' \"$@\"; pwd", "args", List.of("it's", "$(id) *", "")));
            assertThat(new LocalHost(folder, shell)
                            .run(script.plan(
                                            new ScriptModule.State("", false),
                                            LocalHost.MACHINE,
                                            PendingChanges.NOTHING)
                                    .script())
                            .stdout())
                    .isEqualTo("it's|$(id) *||" + folder + "\n");
        }
    }

    @ParameterizedTest
    @MethodSource("shells")
    void what_a_script_creates_is_made_once(List<String> shell) {
        Path made = folder.resolve("it's made");
        ScriptModule script =
                script(Map.of("source", ": >\"$1\"", "args", made.toString(), "creates", made.toString()));
        assertThat(new LocalHost(folder, shell).apply(script)).isEmpty();
        assertThat(made).exists();
        assertThat(new LocalHost(folder, shell).plan(script).isNothing()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("shells")
    void a_script_that_fails_has_failed(List<String> shell) {
        assertThat(new LocalHost(folder, shell)
                        .apply(script(Map.of("source", "#!/bin/sh\necho no >&2; exit 3")))
                        .orElse(""))
                .startsWith("the script failed")
                .contains("exitCode=3", "stderr=no");
    }

    private ScriptModule script(Map<String, Object> options) {
        Map<String, Object> all = new LinkedHashMap<>(options);
        all.put("chdir", folder.toString());
        return (ScriptModule) CaseOptions.bind(ScriptModule.class, all);
    }
}
