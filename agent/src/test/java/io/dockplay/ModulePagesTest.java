package io.dockplay;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.cli.docs.ModuleOption;
import io.dockplay.cli.docs.ModulePage;
import io.dockplay.modules.Modules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A page of docs/modules begins with what the module's record says: its sentence, its options, its example. The rest, below
 * a mark, is written by hand. After a change, {@code -Ddockplay.accept=true} writes the beginnings anew.
 */
class ModulePagesTest {

    private static final Path PAGES = Path.of("..", "docs", "modules");

    static List<String> names() {
        return Modules.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void a_page_begins_with_what_the_record_says(String name) throws IOException {
        Path file = PAGES.resolve(name + ".md");
        String mark = mark(name);
        String written = Files.exists(file) ? Files.readString(file) : "";
        String page = beginning(ModulePage.of(name))
                + mark
                + (written.contains(mark) ? written.substring(written.indexOf(mark) + mark.length()) : "\n");
        if (Boolean.getBoolean("dockplay.accept")) {
            Files.writeString(file, page);
        }
        assertThat(Files.readString(file))
                .as(file + " does not begin as the module's record says; -Ddockplay.accept=true writes it anew")
                .isEqualTo(page);
    }

    @Test
    void every_page_is_that_of_a_module() throws IOException {
        try (Stream<Path> pages = Files.list(PAGES)) {
            assertThat(pages.map(page -> page.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(
                            names().stream().map(name -> name + ".md").toList());
        }
    }

    private static String mark(String name) {
        return "<!-- What stands above is made of " + Modules.named(name).getSimpleName()
                + ".java; what stands below is written by hand. -->\n";
    }

    private static String beginning(ModulePage page) {
        String paragraph = (page.sentence() + " " + page.more()).strip();
        String rows = page.options().stream().map(ModulePagesTest::row).collect(Collectors.joining());
        return "# " + page.name() + "\n\n" + paragraph + "\n\n| option | type | meaning |\n|---|---|---|\n" + rows
                + "\n```yaml\n" + page.example() + "\n```\n\n";
    }

    private static String row(ModuleOption option) {
        String type = option.type()
                + (option.required() ? ", required" : "")
                + option.example().map(value -> ", such as `" + value + "`").orElse("");
        return Stream.of("`" + option.name() + "`", type, option.meaningWithDefault())
                .map(cell -> " " + cell.replace("|", "\\|") + " ")
                .collect(Collectors.joining("|", "|", "|\n"));
    }
}
