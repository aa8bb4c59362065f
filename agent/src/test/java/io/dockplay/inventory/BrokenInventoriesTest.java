package io.dockplay.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Problem;
import io.dockplay.yaml.InputFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All that is wrong with an inventory, as people see it; what is expected stands beside it. */
class BrokenInventoriesTest {

    private static final Path BROKEN = Path.of("src", "test", "resources", "broken", "inventories");

    static Stream<String> broken() throws IOException {
        try (Stream<Path> files = Files.list(BROKEN)) {
            List<String> names = files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.endsWith(".expected"))
                    .sorted()
                    .toList();
            assertThat(names).hasSizeGreaterThan(8);
            return names.stream();
        }
    }

    @ParameterizedTest
    @MethodSource("broken")
    void all_that_is_wrong_with_a_broken_inventory_is_told_at_once(String name) throws IOException {
        String told = problems(BROKEN.resolve(name)).stream()
                .map(Problem::toString)
                .collect(Collectors.joining("\n", "", "\n"))
                .replace(BROKEN + "/", "");
        Path expected = BROKEN.resolve(name + ".expected");
        if (Boolean.getBoolean("dockplay.accept")) {
            Files.writeString(expected, told);
        }
        assertThat(told).isEqualTo(Files.readString(expected));
    }

    private static List<Problem> problems(Path file) {
        try {
            InventoryReader.read(file, new InputFiles());
            return List.of();
        } catch (InvalidInput wrong) {
            return wrong.problems();
        }
    }
}
