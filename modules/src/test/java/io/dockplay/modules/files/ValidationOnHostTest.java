package io.dockplay.modules.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.modules.CaseOptions;
import io.dockplay.modules.LocalHost;
import io.dockplay.resource.Plan;
import io.dockplay.resource.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A command judges the very file that takes the place of the old one, and what it refuses leaves no trace. */
class ValidationOnHostTest {

    @TempDir
    Path folder = Path.of("");

    private Path file = Path.of("");

    static Stream<List<String>> shells() {
        return FileOnHostTest.shells();
    }

    @BeforeEach
    void make_the_file() throws IOException {
        file = Files.createDirectory(folder.resolve("it's a folder")).resolve("a conf");
        Files.writeString(file, "before\n");
    }

    private Resource<?> module(String content, String validate) {
        return CaseOptions.bind(
                FileModule.class, Map.of("path", file, "content", content, "mode", "0600", "validate", validate));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(file.resolveSibling("."))) {
            return files.map(each -> String.valueOf(each.getFileName())).toList();
        }
    }

    @ParameterizedTest
    @MethodSource("shells")
    void what_is_refused_stays_out_and_the_command_is_heard(List<String> shell) throws IOException {
        LocalHost host = new LocalHost(folder, shell);
        String why = host.apply(module("after\n", "sh -c 'cat \"$0\"; echo no good; exit 3' %s"))
                .orElse("");
        assertThat(why).contains("the new content was refused by sh -c", "stays as it was", "after", "no good");
        assertThat(file).hasContent("before\n");
        assertThat(names()).containsExactly("a conf");
        // The record names the change, so an uninstall finds the file that it would give back.
        assertThat(folder.resolve("home/kept")).isNotEmptyDirectory();
    }

    @ParameterizedTest
    @MethodSource("shells")
    void what_is_accepted_takes_its_place_with_its_mode(List<String> shell) throws IOException {
        LocalHost host = new LocalHost(folder, shell);
        Path seen = folder.resolve("seen");
        Resource<?> module = module("after\n", "sh -c 'stat -c %a \"$1\" >\"$2\"' sh %s '" + seen + "'");
        assertThat(host.apply(module)).isEmpty();
        assertThat(seen).hasContent("600\n");
        assertThat(file).hasContent("after\n");
        assertThat(host.plan(module)).isEqualTo(Plan.NOTHING);
    }
}
