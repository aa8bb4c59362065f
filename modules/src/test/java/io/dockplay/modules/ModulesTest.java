package io.dockplay.modules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A module that is listed has its doc page, which names all its options, and its folder of cases. */
class ModulesTest {

    @TestFactory
    Stream<DynamicTest> every_module_is_whole() {
        return Modules.names().stream().map(name -> dynamicTest(name, () -> isWhole(name)));
    }

    private static void isWhole(String name) {
        Path page = Path.of("..", "docs", "modules", name + ".md");
        Path cases = Path.of("src", "test", "resources", "cases", name);
        assertAll(
                () -> assertThat(cases)
                        .as("%s has a folder of cases", name)
                        .isDirectory()
                        .isNotEmptyDirectory(),
                () -> assertThat(page).as("%s has a doc page", name).isRegularFile(),
                () -> assertThat(Files.readString(page)).contains(options(name)));
    }

    /** Each option as a doc page names it, in back-quotes. */
    private static String[] options(String name) {
        return Arrays.stream(Modules.named(name).getRecordComponents())
                .map(component -> "`" + CaseOptions.yamlName(component.getName()) + "`")
                .toArray(String[]::new);
    }
}
