package io.dockplay.modules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.dockplay.resource.Option;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The default that an {@link Option} names is what its module does without the option: no case differs by writing it. */
class DefaultsTest {

    private static final Path CASES = Path.of("src", "test", "resources", "cases");

    @TestFactory
    Stream<DynamicTest> it_makes_no_difference_whether_a_default_is_written() {
        return Modules.all().entrySet().stream()
                .flatMap(module -> Arrays.stream(module.getValue().getRecordComponents())
                        .filter(component -> !option(component).defaults().isEmpty())
                        .map(component -> dynamicTest(
                                module.getKey() + " " + CaseOptions.yamlName(component.getName()),
                                () -> makesNoDifference(module.getKey(), component))));
    }

    private static void makesNoDifference(String module, RecordComponent component) throws IOException {
        String name = CaseOptions.yamlName(component.getName());
        int compared = 0;
        for (CaseFile without : cases(module)) {
            Map<String, Object> options = new LinkedHashMap<>(without.section("options"));
            if (options.putIfAbsent(name, value(option(component).defaults())) != null) {
                continue;
            }
            Map<String, Object> values = new LinkedHashMap<>(without.values());
            values.put("options", options);
            Map<String, Object> found =
                    CaseRun.of(new CaseFile(without.path(), module, "", values)).found();
            // Some options may not be written beside others, whatever their value.
            if (!found.containsKey("invalid")) {
                assertThat(CaseFile.dump(CaseRun.inOrder(found)))
                        .as("%s with its default written", without.path())
                        .isEqualTo(CaseFile.dump(
                                CaseRun.inOrder(CaseRun.of(without).found())));
                compared++;
            }
        }
        assertThat(compared).as("cases that do without %s", name).isPositive();
    }

    private static Option option(RecordComponent component) {
        Option option = component.getAnnotation(Option.class);
        if (option == null) {
            throw new IllegalStateException(component + " lacks @Option");
        }
        return option;
    }

    private static Object value(String written) {
        return switch (written) {
            case "true", "false" -> Boolean.valueOf(written);
            default -> written.matches("[0-9]+") ? (Object) Integer.valueOf(written) : written;
        };
    }

    private static List<CaseFile> cases(String module) throws IOException {
        try (Stream<Path> files = Files.list(CASES.resolve(module))) {
            return files.sorted().map(CaseFile::read).toList();
        }
    }
}
