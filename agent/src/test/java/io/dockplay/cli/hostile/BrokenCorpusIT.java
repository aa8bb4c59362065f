package io.dockplay.cli.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.Examples;
import io.dockplay.Examples.Example;
import io.dockplay.Schemas;
import io.dockplay.cli.Dockplay;
import io.dockplay.cli.console.ExitCode;
import io.dockplay.cli.hostile.Mutations.Mutant;
import io.dockplay.yaml.InputFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Good playbooks and inventories, spoilt in more than a thousand ways: the program ends with a list of problems and their
 * places, or finds nothing wrong, and never with a bug.
 *
 * <p>Nothing is ever contacted: the other file that the program is given has a mistake in it that is always told.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES) // an endless loop is a bug too
class BrokenCorpusIT {

    private static final Pattern CLASS = Pattern.compile(
            "\\b(?:java|javax|sun|freemarker|org\\.yaml|io\\.dockplay|com\\.\\w+)\\.\\w+|\\w+Exception|\\bat \\w+\\.\\w+\\(");
    private static final Pattern PLACE = Pattern.compile("  at \\S.*?:[1-9][0-9]*(?::[1-9][0-9]*)?(?:, .*)?");

    /** What may have no line: the file as a whole is at fault, or none of its lines. */
    private static final Pattern OF_THE_WHOLE = Pattern.compile(
            "error\\S*: .*(?:is empty|has no hosts|is not UTF-8 text|there is no host to do anything on|is a program"
                    + "|larger than|is refused).*");

    private static final String ALWAYS = "is \"none\", which is no port";

    @TempDir
    Path folder;

    private Path hosts = Path.of("");
    private Path playbook = Path.of("");
    private int refused;

    @BeforeEach
    void good_files() throws IOException {
        Files.createDirectories(folder.resolve("templates"));
        try (Stream<Path> templates = Files.list(Examples.ROOT.resolve("playbooks/templates"))) {
            for (Path template : templates.toList()) {
                Files.copy(template, folder.resolve("templates").resolve(template.getFileName()));
            }
        }
        StringBuilder groups = new StringBuilder("[all:vars]\nansible_port=none\n");
        for (String group : List.of("web", "db", "docker", "centos6", "centos7", "app", "mirrors")) {
            groups.append("[" + group + "]\n" + group + "1\n");
        }
        hosts = Files.writeString(folder.resolve("known"), groups);
        playbook = Files.writeString(folder.resolve("known.yml"), "- hosts: all\n  taks: []\n");
    }

    static Stream<Example> originals() throws IOException {
        return Examples.all().stream();
    }

    @ParameterizedTest
    @MethodSource("originals")
    void what_is_spoilt_is_told_with_its_place_and_is_never_a_bug(Example original) throws IOException {
        List<Mutant> mutants = mutants(original);
        Path file = folder.resolve(original.file());
        List<String> faults = new ArrayList<>();
        for (Mutant mutant : mutants) {
            mutant.write(file);
            fault(mutant, file, run(original, file)).ifPresent(faults::add);
        }
        assertThat(faults).isEmpty();
        assertThat(refused).isGreaterThan(mutants.size() / 4);
    }

    private static List<Mutant> mutants(Example original) {
        boolean own = !original.name().contains(" ");
        long seed = original.name().hashCode();
        return own || original.isInventory()
                ? Mutations.of(original.text(), seed, 1, own)
                : Mutations.some(original.text(), seed, 15);
    }

    @Test
    void there_are_more_than_a_thousand_of_them() throws IOException {
        assertThat(Examples.all().stream()
                        .mapToInt(original -> mutants(original).size())
                        .sum())
                .isGreaterThan(1000);
    }

    private Dockplay run(Example original, Path file) {
        return original.isInventory()
                ? Dockplay.run("apply", playbook, "-i", file, "--dry-run")
                : Dockplay.run("apply", file, "-i", hosts, "--dry-run");
    }

    /** What is not as it should be in what a run told; none when all is. */
    private Optional<String> fault(Mutant mutant, Path file, Dockplay run) {
        List<List<String>> problems = problems(run.err());
        List<String> faults = new ArrayList<>();
        if (run.exit() != ExitCode.WRONG_INPUT.number() || !run.out().isEmpty() || problems.isEmpty()) {
            faults.add("exit code " + run.exit() + ", output " + run.out());
        }
        for (List<String> problem : problems) {
            String whole = String.join("\n", problem);
            String ours = whole.replaceAll("(?m)^ +\\d* \\|.*$", ""); // and not the user's line, which is shown
            if (!whole.startsWith("error") || ours.matches("(?s).*\\bnull\\b.*")) {
                faults.add("no message for people: " + whole);
            }
            if (CLASS.matcher(whole).find() && !mutant.way.contains("java")) {
                faults.add("names a class: " + whole);
            }
            if (whole.length() > 3000) {
                faults.add("a message of " + whole.length() + " characters: " + whole.substring(0, 300));
            }
            if (problem.stream().noneMatch(PLACE.asMatchPredicate())
                    && !OF_THE_WHOLE.matcher(problem.get(0)).matches()) {
                faults.add("has no place: " + whole);
            }
        }
        if (problems.stream()
                .map(problem -> problem.get(0))
                .allMatch(what -> what.contains(ALWAYS) || what.contains("\"taks\""))) {
            faults.addAll(mutant.way.matches("the value.*|one word") ? List.of() : refusedBySchema(file));
        } else {
            refused++;
        }
        return faults.isEmpty() ? Optional.empty() : Optional.of(String.join("\n", faults) + "\n--- of " + mutant);
    }

    /** An editor must not complain of what the program takes. */
    private static List<String> refusedBySchema(Path file) {
        String name = file.getFileName().toString();
        return switch (name) {
            case "hosts" -> List.of();
            case "hosts.yml" -> Schemas.inventory(new InputFiles().text(file));
            default -> Schemas.playbook(new InputFiles().text(file));
        };
    }

    private static List<List<String>> problems(String told) {
        List<List<String>> problems = new ArrayList<>();
        for (String line : told.lines().toList()) {
            if (!line.startsWith("  ") || problems.isEmpty()) {
                problems.add(new ArrayList<>());
            }
            problems.get(problems.size() - 1).add(line);
        }
        return problems;
    }
}
