package io.dockplay.modules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every file {@code cases/MODULE/WHAT-IT-SHOWS.yml} is a test; its name is the test's sentence. See {@link CaseFile}.
 *
 * <p>{@code ./mvnt CasesTest -Dcases.accept=true} writes what the modules give now into the files:
 * read the difference before you commit it.
 */
class CasesTest {

    private static final Path CASES = Path.of("src", "test", "resources", "cases");
    private static final boolean ACCEPT = Boolean.getBoolean("cases.accept");

    @TestFactory
    List<DynamicNode> cases() {
        return sorted(CASES).stream()
                .<DynamicNode>map(folder -> dynamicContainer(
                        String.valueOf(folder.getFileName()),
                        sorted(folder).stream()
                                .map(path -> dynamicTest(
                                        String.valueOf(path.getFileName())
                                                .replaceFirst("\\.yml$", "")
                                                .replace('-', ' '),
                                        path.toUri(),
                                        () -> check(path)))))
                .toList();
    }

    @Test
    void dash_and_bash_check_the_scripts_wherever_tests_count() {
        if (System.getenv("CI") != null) {
            assertThat(Shells.present()).contains("dash", "bash");
        } else {
            assertThat(Shells.present())
                    .as("a POSIX shell to check scripts with")
                    .isNotEmpty();
        }
    }

    private static void check(Path path) {
        CaseFile file = CaseFile.read(path);
        CaseRun run = CaseRun.of(file);
        run.scripts()
                .forEach(script -> assertThat(Shells.complaint(script.code())).isEmpty());
        if (ACCEPT) {
            file.accept(run.found());
            return;
        }
        assertThat(CaseFile.dump(CaseRun.inOrder(run.found())))
                .as(path + " (-Dcases.accept=true takes the new one over)")
                .isEqualTo(CaseFile.dump(CaseRun.inOrder(file.expected())));
    }

    private static List<Path> sorted(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
