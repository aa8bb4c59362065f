package io.dockplay.modules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.dockplay.resource.Option;
import io.dockplay.resource.PlaybookModule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A module that is listed says what it and its options mean, and has its doc page and its folder of cases. */
class ModulesTest {

    @TestFactory
    Stream<DynamicTest> every_module_is_whole() {
        return Modules.names().stream().map(name -> dynamicTest(name, () -> isWhole(name)));
    }

    private static void isWhole(String name) {
        Path page = Path.of("..", "docs", "modules", name + ".md");
        Path cases = Path.of("src", "test", "resources", "cases", name);
        PlaybookModule description = Modules.description(name);
        assertAll(
                () -> assertThat(description.sentence())
                        .as("%s has a sentence", name)
                        .endsWith("."),
                () -> assertThat(description.example())
                        .as("%s has an example", name)
                        .contains(name + ":"),
                () -> assertThat(Modules.named(name).getRecordComponents())
                        .as("%s says what each option means", name)
                        .allSatisfy(component -> assertThat(component.getAnnotation(Option.class))
                                .as("@Option of %s", component.getName())
                                .isNotNull()
                                .satisfies(option -> assertThat(option.value()).isNotBlank())),
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
