package io.dockplay;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Who may import whom, as docs/architecture.md says. */
class RoomsTest {

    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.dockplay");

    private static final Map<String, List<String>> ALLOWED = Map.ofEntries(
            Map.entry("message", List.of()),
            Map.entry("resource", List.of("message")),
            Map.entry("problem", List.of("message")),
            Map.entry("lab", List.of()),
            Map.entry("trust", List.of("message")),
            Map.entry("modules", List.of("resource", "message")),
            Map.entry("vault", List.of("problem", "trust", "message")),
            Map.entry("yaml", List.of("vault", "problem", "message")),
            Map.entry("inventory", List.of("yaml", "problem", "trust", "message")),
            Map.entry("playbook", List.of("yaml", "modules", "resource", "problem", "message")),
            Map.entry("transport", List.of("resource", "problem", "message")),
            Map.entry("bundle", List.of("transport", "resource", "problem", "message")),
            Map.entry("ssh", List.of("transport", "problem", "trust", "message")),
            Map.entry("engine", List.of("vault", "playbook", "transport", "resource", "problem", "message")));

    /** Within a room of several packages each imports only those that stand before it here; "" is the room itself. */
    private static final Map<String, List<String>> FROM_THE_GROUND_UP = Map.of(
            "modules",
            List.of(
                    "base",
                    "text",
                    "files",
                    "archive",
                    "accounts",
                    "services",
                    "packages",
                    "docker",
                    "daemon",
                    "system",
                    "commands",
                    ""),
            "playbook",
            List.of("eval", "", "parse"),
            "engine",
            List.of(
                    "record",
                    "event",
                    "session",
                    "coordination",
                    "iterator",
                    "task",
                    "fleet",
                    "host",
                    "plan",
                    "uninstall",
                    ""),
            "cli",
            List.of(
                    "console",
                    "config",
                    "completion",
                    "vault",
                    "docs",
                    "convert",
                    "option",
                    "run",
                    "plan",
                    "rehearse",
                    ""));

    private static final int MOST_FILES = 30;

    @TestFactory
    Stream<DynamicTest> a_package_imports_only_those_below_it_in_its_room() {
        return FROM_THE_GROUND_UP.entrySet().stream().flatMap(room -> {
            List<String> packages = room.getValue().stream()
                    .map(name -> "io.dockplay." + room.getKey() + (name.isEmpty() ? "" : "." + name))
                    .toList();
            return packages.stream()
                    .limit(packages.size() - 1L)
                    .map(lower -> dynamicTest(
                            lower,
                            () -> noClasses()
                                    .that()
                                    .resideInAPackage(lower)
                                    .should()
                                    .dependOnClassesThat()
                                    .resideInAnyPackage(packages.subList(packages.indexOf(lower) + 1, packages.size())
                                            .toArray(String[]::new))
                                    .check(ALL)));
        });
    }

    @Test
    void every_package_of_a_room_has_its_place_in_it() {
        FROM_THE_GROUND_UP.forEach((room, packages) -> assertThat(
                        filesByPackage().keySet())
                .filteredOn(name -> name.matches("io\\.dockplay\\." + room + "(\\..*)?"))
                .containsExactlyInAnyOrderElementsOf(packages.stream()
                        .map(name -> "io.dockplay." + room + (name.isEmpty() ? "" : "." + name))
                        .toList()));
    }

    @Test
    void no_package_is_a_hall() {
        assertThat(filesByPackage())
                .allSatisfy((name, files) -> assertThat(files).as(name).isLessThanOrEqualTo(MOST_FILES));
    }

    @Test
    void nothing_is_null_in_any_package_unless_it_says_so() {
        assertThat(filesByPackage().keySet())
                .allSatisfy(
                        name -> assertThat(Class.forName(name + ".package-info").isAnnotationPresent(NullMarked.class))
                                .as(name)
                                .isTrue());
    }

    /** Each package with the number of its files, package-info included. */
    private static Map<String, Long> filesByPackage() {
        return ALL.stream()
                .filter(each -> each.getPackageName().startsWith("io.dockplay."))
                .filter(each -> each.isTopLevelClass() || each.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(JavaClass::getPackageName, TreeMap::new, Collectors.counting()));
    }

    @TestFactory
    Stream<DynamicTest> a_room_imports_only_what_it_may() {
        return ALLOWED.entrySet().stream()
                .map(room -> dynamicTest(room.getKey(), () -> {
                    List<String> others = new ArrayList<>(ALLOWED.keySet());
                    others.addAll(List.of("report", "cli"));
                    others.removeAll(room.getValue());
                    others.remove(room.getKey());
                    noClasses()
                            .that()
                            .resideInAPackage("io.dockplay." + room.getKey() + "..")
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage(others.stream()
                                    .map(other -> "io.dockplay." + other + "..")
                                    .toArray(String[]::new))
                            .check(ALL);
                }));
    }

    @Test
    void report_imports_only_events_and_what_they_are_made_of() {
        noClasses()
                .that()
                .resideInAPackage("io.dockplay.report..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.dockplay.cli..",
                        "io.dockplay.ssh..",
                        "io.dockplay.transport..",
                        "io.dockplay.playbook..",
                        "io.dockplay.inventory..",
                        "io.dockplay.yaml..",
                        "io.dockplay.modules..",
                        "io.dockplay.lab..")
                .check(ALL);
    }

    @Test
    void only_the_executor_of_a_play_reports_events_and_moves_its_iterator() {
        noClasses()
                .that()
                .resideInAPackage("io.dockplay.engine.task")
                .and()
                .haveNameNotMatching(".*\\.(PlayExecutor|StepRunner|StepReporter)(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .haveSimpleName("PlayIterator")
                .orShould()
                .dependOnClassesThat()
                .haveSimpleName("StepReporter")
                .check(ALL);
    }

    @Test
    void there_are_no_cycles() {
        slices().matching("io.dockplay.(**)").should().beFreeOfCycles().check(ALL);
    }

    @Test
    void each_library_has_one_room() {
        onlyIn("com.jcraft..", "io.dockplay.ssh..");
        onlyIn("org.yaml..", "io.dockplay.yaml..");
        onlyIn("picocli..", "io.dockplay.cli..");
    }

    @Test
    void only_templates_and_the_page_of_a_run_see_freemarker() {
        noClasses()
                .that()
                .haveNameNotMatching(
                        "io\\.dockplay\\.(playbook\\.eval\\.(CompiledTemplates|Templates|TemplateProblems|PlainValue)|report\\.HtmlReport)(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("freemarker..")
                .check(ALL);
    }

    @Test
    void the_contract_and_the_errors_need_the_JDK_only() {
        classes()
                .that()
                .resideInAnyPackage("io.dockplay.message", "io.dockplay.resource", "io.dockplay.problem")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "io.dockplay.message",
                        "io.dockplay.resource",
                        "io.dockplay.problem",
                        "org.jspecify..",
                        "com.google.errorprone.annotations..")
                .check(ALL);
    }

    /** Map.copyOf forgets the order, and gives another with each start: a plan is to be the same every time. */
    @Test
    void a_module_keeps_the_order_in_which_options_are_written() {
        noClasses()
                .that()
                .resideInAPackage("io.dockplay.modules..")
                .should()
                .callMethod(Map.class, "copyOf", Map.class)
                .check(ALL);
    }

    private static void onlyIn(String library, String room) {
        noClasses()
                .that()
                .resideOutsideOfPackage(room)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(ALL);
    }
}
