package io.dockplay.inventory;

import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Position;
import io.dockplay.problem.Problem;
import io.dockplay.yaml.Yaml;
import io.dockplay.yaml.YamlReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/**
 * Reads an inventory: YAML when its name ends in .yml, .yaml or .json or when it looks like YAML, else INI; and the
 * variables in {@code group_vars/} and {@code host_vars/} beside it.
 */
public final class InventoryReader {

    private InventoryReader() {}

    /**
     * Reads an inventory file.
     *
     * @throws InvalidInput with all that is wrong with it
     */
    public static Inventory read(Path path) {
        Draft draft = new Draft();
        String text = YamlReader.text(path);
        String name = path.toString();
        if (name.matches(".*\\.(ya?ml|json)") || looksLikeYaml(text)) {
            YamlReader.read(name, text).ifPresent(root -> new YamlInventory(draft).read(root));
        } else {
            new IniInventory(draft, name).read(text);
        }
        Path folder = path.toAbsolutePath().getParent();
        if (folder != null) {
            variables(draft, folder.resolve("group_vars"), path, (group, values) -> {
                if (draft.groups.containsKey(group)) {
                    draft.group(group).variables.putAll(values);
                }
            });
            variables(draft, folder.resolve("host_vars"), path, (host, values) -> {
                if (draft.hosts.containsKey(host)) {
                    values.forEach((key, value) -> draft.variable(host, key, value));
                }
            });
        }
        if (draft.hosts.isEmpty() && draft.problems.isEmpty()) {
            draft.problem(
                    Position.of(name), "the inventory has no hosts", "Write one a line, or see inventory.example.yml.");
        }
        return draft.finish();
    }

    /** An INI inventory's first word is a host or a [group]; a YAML one's is a key with a colon, or "---". */
    private static boolean looksLikeYaml(String text) {
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#") && !line.startsWith(";"))
                .findFirst()
                .map(line -> line.equals("---") || line.matches("[A-Za-z_][\\w-]*:(\\s.*)?") || line.startsWith("{"))
                .orElse(false);
    }

    /** Files named after a group or host, or folders of files named after it. */
    private static void variables(Draft draft, Path folder, Path inventory, BiConsumer<String, Map<String, Yaml>> add) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        for (Path entry : list(folder)) {
            String name = entry.getFileName().toString().replaceFirst("\\.(ya?ml|json)$", "");
            List<Path> files = Files.isDirectory(entry)
                    ? list(entry).stream().filter(Files::isRegularFile).toList()
                    : List.of(entry);
            for (Path file : files) {
                Path shown = inventory.resolveSibling(
                        folder.getFileName().resolve(folder.relativize(file))); // as the user would name it
                try {
                    Optional<Yaml> root = YamlReader.read(shown.toString(), YamlReader.text(file));
                    root.ifPresent(tree -> add.accept(name, mapping(draft, tree)));
                } catch (InvalidInput wrong) {
                    draft.problems.addAll(wrong.problems());
                }
            }
        }
    }

    private static Map<String, Yaml> mapping(Draft draft, Yaml tree) {
        return new YamlInventory(draft).variables("the file", tree);
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !file.getFileName().toString().startsWith("."))
                    .filter(file -> !file.getFileName().toString().matches(".*(~|\\.(md|txt|bak|orig|rej|swp))"))
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            throw new InvalidInput(
                    Problem.at(Position.of(folder.toString()), folder + " cannot be read", "Check its permissions."));
        }
    }
}
