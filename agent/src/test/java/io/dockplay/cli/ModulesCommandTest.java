package io.dockplay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dockplay.cli.docs.ModulePage;
import io.dockplay.modules.Modules;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** modules tells of each module what its record says. */
class ModulesCommandTest {

    static List<String> names() {
        return Modules.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void every_module_has_a_sentence_an_example_and_a_meaning_of_each_option(String name) {
        ModulePage page = ModulePage.of(name);

        assertThat(page.sentence()).endsWith(".").hasSizeGreaterThan(10);
        assertThat(page.example()).startsWith("- ").contains(name + ":");
        assertThat(page.options())
                .isNotEmpty()
                .allSatisfy(option -> assertThat(option.meaning())
                        .as("@Option of %s of %s", option.name(), name)
                        .isNotEmpty());
    }

    @ParameterizedTest
    @MethodSource("names")
    void each_has_its_options_and_examples_and_names_its_page(String name) {
        assertThat(Dockplay.run("modules", name).out())
                .startsWith(name + "\n  ")
                .contains("\nOptions (= is required)\n", "\nExamples\n", "More: docs/modules/" + name + ".md");
    }

    @Test
    void without_a_name_each_has_a_line_or_two() {
        Dockplay run = Dockplay.run("modules");

        assertThat(run.exit()).isZero();
        assertThat(Modules.names())
                .allSatisfy(name -> assertThat(run.out()).containsPattern("(?m)^" + name + " +[A-Z]"));
        assertThat(run.out().lines()).allMatch(line -> line.length() <= 80);
    }

    @Test
    void an_option_has_its_type_its_default_and_its_meaning() {
        assertThat(Dockplay.run("modules", "user").out())
                .contains("= name: text\n    the user\n")
                .contains("- uid: whole number\n")
                .contains("- groups: list of text\n")
                .contains("- state: present, absent [present]\n")
                .contains("- append: true or false\n");
        assertThat(Dockplay.run("modules", "docker-mirror").out())
                .contains("- state: present, absent [present]\n", "- check: true or false [true]\n");
        assertThat(Dockplay.run("modules", "assert").out()).contains("= that: list of conditions\n");
        assertThat(Dockplay.run("modules", "file").out()).contains("- template: file beside the playbook\n");
        assertThat(Dockplay.run("modules", "process").out()).contains("- min: whole number [1]\n");
    }

    @Test
    void programs_get_JSON() throws Exception {
        String line = Dockplay.run("modules", "service", "--format", "json").out();

        JsonNode module = new ObjectMapper().readTree(line);
        assertThat(module.path("module").asText()).isEqualTo("service");
        assertThat(module.path("options").get(0).path("name").asText()).isEqualTo("name");
        assertThat(module.path("options").get(0).path("required").asBoolean()).isTrue();
    }

    @Test
    void unknown_modules_are_told_together_with_the_nearest() {
        Dockplay run = Dockplay.run("modules", "pakage", "user", "servce");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err())
                .contains("there is no module \"pakage\"", "Did you mean \"package\"?")
                .contains("there is no module \"servce\"", "Did you mean \"service\"?");
    }
}
