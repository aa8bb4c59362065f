package io.dockplay.inventory;

import io.dockplay.message.Message;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Position;
import io.dockplay.problem.Problem;
import io.dockplay.yaml.InputFiles;
import io.dockplay.yaml.Yaml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads the variables in {@code group_vars/} and {@code host_vars/}: {@code NAME}, which is a file or a folder of
 * files, or else {@code NAME.yml}, {@code NAME.yaml} or {@code NAME.json}.
 */
final class VariableFolders {

    private static final Pattern PLAIN = Pattern.compile("[!-.0-~]+");

    /** Stands for all names; no file is called so. */
    private static final String ANY = "/";

    private static final List<String> ENDINGS = List.of("", ".yml", ".yaml", ".json");

    private final Draft draft;
    private final Set<Path> inventories;
    private final List<Path> groupFolders;
    private final List<Path> hostFolders;
    private final Optional<Path> playbook;
    private final InputFiles inputFiles;
    private final Map<Path, Map<String, Yaml>> read = new HashMap<>();
    private final Map<Path, Set<String>> names = new HashMap<>();
    private final Map<List<String>, Map<String, Yaml>> groups = new HashMap<>();

    /**
     * Finds the variables beside inventories and beside a playbook.
     *
     * @param draft collects their problems
     * @param inventories the folders of the inventories; later ones win
     * @param playbook the playbook's folder, which wins over them
     * @param inputFiles read the files in the folders
     */
    VariableFolders(Draft draft, List<Path> inventories, Optional<Path> playbook, InputFiles inputFiles) {
        this.draft = draft;
        this.inventories = new LinkedHashSet<>(inventories);
        this.playbook = playbook;
        this.inputFiles = inputFiles;
        this.groupFolders = folders("group_vars");
        this.hostFolders = folders("host_vars");
    }

    /** Returns the variables of groups; later groups win. */
    Map<String, Yaml> groups(List<String> names) {
        return groups.computeIfAbsent(List.copyOf(names), any -> of(groupFolders, names));
    }

    /** Returns the variables of a host. */
    Map<String, Yaml> host(String name) {
        return hostFolders.isEmpty() ? Map.of() : of(hostFolders, List.of(name));
    }

    /** The folders of this name that may hold anything; later ones win. */
    private List<Path> folders(String name) {
        return Stream.concat(inventories.stream(), playbook.stream())
                .map(base -> base.resolve(name))
                .filter(folder ->
                        !names.computeIfAbsent(folder, VariableFolders::names).isEmpty())
                .toList();
    }

    private Map<String, Yaml> of(List<Path> folders, List<String> names) {
        Map<String, Yaml> variables = new LinkedHashMap<>();
        folders.forEach(each -> names.forEach(name -> variables.putAll(entry(each, name))));
        return variables;
    }

    private Map<String, Yaml> entry(Path folder, String name) {
        if (name.startsWith("/") || !folder.resolve(name).normalize().startsWith(folder.normalize())) {
            return Map.of();
        }
        Path entry = folder.resolve(name);
        Map<String, Yaml> known = read.get(entry);
        if (known == null) {
            known = read(folder, name);
            read.put(entry, known);
        }
        return known;
    }

    /** Reads only the first of the possible files of a name, as in Ansible. */
    private Map<String, Yaml> read(Path folder, String name) {
        List<Path> forms = ENDINGS.stream()
                .filter(ending -> mayHold(folder, name + ending))
                .map(ending -> folder.resolve(name + ending))
                .filter(Files::exists)
                .toList();
        if (forms.isEmpty()) {
            return Map.of();
        }
        forms.stream()
                .skip(1)
                .forEach(other -> draft.warnings.add(other + " is not read, because " + forms.get(0)
                        + " is; put all into one folder of this name."));
        Map<String, Yaml> variables = new LinkedHashMap<>();
        for (Path file : Files.isDirectory(forms.get(0)) ? files(forms.get(0)) : List.of(forms.get(0))) {
            try {
                inputFiles
                        .read(file)
                        .ifPresent(tree ->
                                variables.putAll(new YamlInventory(draft).variables(Message.of("the file"), tree)));
            } catch (InvalidInput wrong) {
                draft.problems.addAll(wrong.problems());
            }
        }
        return variables;
    }

    /** Whether a folder may hold an entry of this name; it is listed once, and not asked again for each host. */
    private boolean mayHold(Path folder, String name) {
        Set<String> entries = names.computeIfAbsent(folder, VariableFolders::names);
        // Where letters are more than ASCII, or the folder cannot be listed, only the file system can tell.
        return entries.contains(ANY)
                || (!entries.isEmpty() && !PLAIN.matcher(name).matches())
                || entries.contains(name.toLowerCase(Locale.ROOT));
    }

    /** The names in a folder in small letters, as some file systems see them; none when there is no such folder. */
    private static Set<String> names(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Set.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(each -> each.getFileName().toString().toLowerCase(Locale.ROOT))
                    .collect(Collectors.toSet());
        } catch (IOException | UncheckedIOException e) {
            return Set.of(ANY);
        }
    }

    private static List<Path> files(Path folder) {
        List<Path> files = new ArrayList<>();
        for (Path path : list(folder)) {
            String name = path.getFileName().toString();
            int dot = name.lastIndexOf('.');
            String ending = dot > 0 ? name.substring(dot) : "";
            if (name.startsWith(".") || name.endsWith("~")) {
                continue;
            }
            if (Files.isDirectory(path)) {
                if (ending.isEmpty()) {
                    files.addAll(files(path));
                }
            } else if (ENDINGS.contains(ending) && Files.isRegularFile(path)) {
                files.add(path);
            }
        }
        return files;
    }

    /** Returns the files of a folder, sorted by name. */
    static List<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted((one, other) -> compare(
                            one.getFileName().toString(), other.getFileName().toString()))
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            throw new InvalidInput(Problem.at(
                    Position.of(folder.toString()),
                    Message.of("%s cannot be read", folder),
                    Message.of("Check its permissions.")));
        }
    }

    private static int compare(String one, String other) {
        return java.util.Arrays.compare(
                one.codePoints().toArray(), other.codePoints().toArray());
    }
}
