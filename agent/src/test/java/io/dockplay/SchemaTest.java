package io.dockplay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dockplay.inventory.InventorySchema;
import io.dockplay.playbook.PlaybookSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The schemas that editors read are those of the program: {@code docs/schema/} is what the readers' own lists of keys and the
 * modules' records make of it. After a change, {@code -Ddockplay.accept=true} writes it anew.
 */
class SchemaTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final ObjectMapper JSON = new ObjectMapper();

    private static void published(String name, ObjectNode schema) throws IOException {
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter()
                .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                .withArrayIndenter(DefaultPrettyPrinter.NopIndenter.instance);
        String text = JSON.writer(printer).writeValueAsString(schema) + "\n";
        Path file = ROOT.resolve("docs/schema").resolve(name);
        if (Boolean.getBoolean("dockplay.accept")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        }
        assertThat(Files.readString(file))
                .as(file + " is not what the program takes; -Ddockplay.accept=true writes it anew")
                .isEqualTo(text);
    }

    @Test
    void what_is_published_is_what_the_program_takes() throws IOException {
        published("playbook.json", PlaybookSchema.schema());
        published("inventory.json", InventorySchema.schema());
    }

    static Stream<Examples.Example> examples() throws IOException {
        return Examples.all().stream().filter(example -> !example.file().equals("hosts"));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void every_playbook_and_inventory_of_the_repository_is_as_the_schema_says(Examples.Example example) {
        assertThat(example.isInventory() ? Schemas.inventory(example.text()) : Schemas.playbook(example.text()))
                .isEmpty();
    }

    @Test
    void every_playbook_names_the_schema() throws IOException {
        try (Stream<Path> files = Files.list(ROOT.resolve("playbooks"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".yml")).toList())
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(Files.readString(file))
                            .startsWith("# yaml-language-server: $schema=../docs/schema/playbook.json\n"));
        }
        assertThat(Files.readString(ROOT.resolve("inventory.example.yml")))
                .startsWith("# yaml-language-server: $schema=docs/schema/inventory.json\n");
    }

    private static Stream<String> documents(String text) {
        return Arrays.stream(text.split("---\n"));
    }

    static Stream<String> brokenPlaybooks() {
        return documents("""
                hosts: all
                ---
                []
                ---
                - tasks: []
                ---
                - {hosts: all, taks: []}
                ---
                - {hosts: all, tasks: {package: {name: gcc}}}
                ---
                - {hosts: {a: b}}
                ---
                - {hosts: all, become: sometimes}
                ---
                - {hosts: all, serial: 0}
                ---
                - {hosts: all, serial: [1, many]}
                ---
                - {hosts: all, max_fail_percentage: 101}
                ---
                - {hosts: all, vars: [a, b]}
                ---
                - {hosts: all, vars: {a-b: 1}}
                ---
                - {hosts: all, requires: CentOS}
                ---
                - {hosts: all, requires: [{release: CentOS}]}
                ---
                - {hosts: all, tasks: [just a text]}
                ---
                - {hosts: all, tasks: [{name: nothing}]}
                ---
                - {hosts: all, tasks: [{package: {name: gcc}, file: {path: /x}}]}
                ---
                - {hosts: all, tasks: [{packages: {name: gcc}}]}
                ---
                - {hosts: all, tasks: [{package: gcc}]}
                ---
                - {hosts: all, tasks: [{package: {nam: gcc}}]}
                ---
                - {hosts: all, tasks: [{package: {name: gcc, state: gone}}]}
                ---
                - {hosts: all, tasks: [{package: {name: gcc, allow_downgrade: 7}}]}
                ---
                - {hosts: all, tasks: [{command: {shell: x, timeout: soon}}]}
                ---
                - {hosts: all, tasks: [{file: {state: absent}}]}
                ---
                - {hosts: all, tasks: [{package: {name: gcc}, when: {a: b}}]}
                ---
                - {hosts: all, tasks: [{package: {name: gcc}, loop: 7}]}
                ---
                - {hosts: all, handlers: [{name: x, servce: {name: docker}}]}
                """);
    }

    @ParameterizedTest
    @MethodSource("brokenPlaybooks")
    void a_broken_playbook_is_not(String text) {
        assertThat(Schemas.playbook(text)).isNotEmpty();
    }

    static Stream<String> brokenInventories() {
        return documents("""
                [web1, web2]
                ---
                {}
                ---
                all: [web1]
                ---
                all: {host: {web1: }}
                ---
                all: {hosts: [web1, web2]}
                ---
                all: {hosts: {web1: 22}}
                ---
                all: {children: {web: {web1: }}}
                ---
                all: {vars: [a, b]}
                ---
                all: {hosts: {web1: {ansible_port: [22]}}}
                """);
    }

    @ParameterizedTest
    @MethodSource("brokenInventories")
    void a_broken_inventory_is_not(String text) {
        assertThat(Schemas.inventory(text)).isNotEmpty();
    }
}
