package io.dockplay.inventory;

import io.dockplay.message.Message;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Position;
import io.dockplay.problem.Problem;
import io.dockplay.yaml.InputFiles;
import io.dockplay.yaml.Yaml;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads inventories as Ansible does: files in YAML or INI, programs, folders of these, and lists such as {@code
 * web1,web2,}. It also reads the variables in {@code group_vars/} and {@code host_vars/} beside them and beside the
 * playbook.
 */
public final class InventoryReader {

    private static final Pattern IGNORED = Pattern.compile("\\..*|host_vars|group_vars|vars_plugins"
            + "|.*(?:~|\\.(?:pyc|pyo|swp|bak|rpm|md|txt|rst|orig|ini|cfg|retry))");
    private static final Pattern YAML_NAME = Pattern.compile(".*\\.(?:ya?ml|json)|[^.]*|\\.[^.]*");

    private final Draft draft = new Draft();

    private final InputFiles files;

    private InventoryReader(InputFiles files) {
        this.files = files;
    }

    /**
     * Reads one inventory without a playbook.
     *
     * @param files read what the inventory is made of
     * @throws InvalidInput with all problems
     */
    public static Inventory read(Path path, InputFiles files) {
        return read(List.of(path.toString()), Optional.empty(), files);
    }

    /**
     * Reads several inventories as one.
     *
     * @param sources what {@code -i} names: files, programs, folders, lists with commas; a later one wins
     * @param playbook the playbook's folder
     * @param files read what the inventories are made of
     * @throws InvalidInput with all problems
     */
    public static Inventory read(List<String> sources, Optional<Path> playbook, InputFiles files) {
        InventoryReader reader = new InventoryReader(files);
        List<Path> folders = new ArrayList<>();
        for (String source : sources) {
            reader.source(source).ifPresent(folders::add);
        }
        Draft draft = reader.draft;
        if (draft.hosts.isEmpty() && draft.problems.isEmpty()) {
            draft.problem(
                    Position.of(String.join(", ", sources)),
                    Message.of("the inventory has no hosts"),
                    Message.of("Write one a line, or see inventory.example.yml."));
        }
        return draft.finish(new VariableFolders(draft, folders, playbook, files));
    }

    /**
     * Reads only the names, for who is still typing; no variables' files are read, and what is wrong is left out.
     *
     * @param sources as {@code -i} names them
     * @param files read what the inventories are made of
     */
    public static InventoryNames names(List<String> sources, InputFiles files) {
        InventoryReader reader = new InventoryReader(files);
        sources.forEach(reader::source);
        return new InventoryNames(List.copyOf(reader.draft.groups.keySet()), List.copyOf(reader.draft.hosts.keySet()));
    }

    /** Reads the source that one {@code -i} names, and returns the folder of its variables. */
    private Optional<Path> source(String source) {
        Path path = Path.of(source);
        if (source.contains(",") && !Files.exists(path)) {
            list(source);
            return Optional.empty();
        }
        try {
            if (Files.isDirectory(path)) {
                folder(path);
            } else {
                file(path);
            }
        } catch (InvalidInput wrong) {
            draft.problems.addAll(wrong.problems());
        }
        return Optional.of(
                Files.isDirectory(path)
                        ? path
                        : Optional.ofNullable(path.getParent()).orElse(Path.of("")));
    }

    private void list(String source) {
        Position where = Position.of("-i " + source);
        List<String> names = Arrays.stream(source.split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
        if (!names.isEmpty() && names.stream().allMatch(name -> Files.exists(Path.of(name)))) {
            draft.problem(
                    where,
                    Message.of("these are files, and a list with commas is one of hosts"),
                    Message.of("Write -i for each file."));
        }
        for (String written : names) {
            HostAddress address = HostAddress.of(written);
            for (String name : draft.expand(address, where)) {
                if (!draft.hosts.containsKey(name)) {
                    draft.host(draft.group("ungrouped"), name, address.port(), where);
                }
            }
        }
    }

    private void folder(Path folder) {
        for (Path each : VariableFolders.list(folder)) {
            if (IGNORED.matcher(each.getFileName().toString()).matches()) {
                continue;
            }
            if (Files.isDirectory(each)) {
                folder(each);
            } else {
                try {
                    file(each);
                } catch (InvalidInput wrong) {
                    draft.problems.addAll(wrong.problems());
                }
            }
        }
    }

    private void file(Path path) {
        if (isProgram(path) && new ProgramInventory(draft, path).read()) {
            return;
        }
        String text = files.text(path);
        if (text.startsWith("#!")) {
            throw new InvalidInput(
                    Problem.at(
                            Position.of(path.toString()),
                            Message.of("%s is a program that cannot be run", path),
                            Message.of(
                                    "Make it executable (chmod +x), and look whether what its first line names is installed.")));
        }
        if (text.lines().map(String::strip).allMatch(line -> line.matches("(?:---|\\.\\.\\.)?(?:\\s*#.*)?|;.*"))) {
            return;
        }
        Optional<Yaml> tree = yaml(path, text);
        if (tree.isPresent()) {
            new YamlInventory(draft).read(tree.get());
        } else {
            new IniInventory(draft, path.toString()).read(text);
        }
    }

    /** Whether a file is a program. Java gives any other executable file to a shell, also a list of hosts. */
    private boolean isProgram(Path path) {
        if (!Files.isExecutable(path)) {
            return false;
        }
        try {
            String beginning = new String(files.note(path), StandardCharsets.ISO_8859_1);
            return beginning.startsWith("#!") || beginning.startsWith("\u007fELF");
        } catch (IOException e) {
            return false; // reading it reports the error
        }
    }

    /** Returns the tree of a YAML inventory; empty for an INI file or an empty one. */
    private Optional<Yaml> yaml(Path path, String text) {
        String name = path.getFileName().toString();
        boolean looksLikeYaml = looksLike("---|[A-Za-z_][\\w-]*:(?:\\s.*)?|\\{.*", text);
        if (looksLikeYaml) {
            return files.read(path.toString(), text);
        }
        if (!YAML_NAME.matcher(name).matches() || beginsAsIni(text)) {
            return Optional.empty();
        }
        boolean named = name.matches(".*\\.(?:ya?ml|json)");
        try {
            Optional<Yaml> tree = files.read(path.toString(), text);
            return tree.filter(root -> root instanceof Yaml.Mapping || (named && !(root instanceof Yaml.Scalar)));
        } catch (InvalidInput wrong) {
            if (named && !looksLike("\\[[^\\],{\"']+\\](?:\\s*#.*)?", text)) {
                throw wrong;
            }
            return Optional.empty();
        }
    }

    /** Whether a text begins with a section and a host: in YAML nothing may follow such a list, so it need not be tried. */
    private static boolean beginsAsIni(String text) {
        List<String> beginning = text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .limit(2)
                .toList();
        return beginning.size() == 2
                && beginning.get(0).matches("\\[[A-Za-z0-9_.-]+\\](?:\\s+#.*)?")
                && beginning.get(1).matches("[A-Za-z0-9].*");
    }

    /** Whether the first line that is not empty and not a comment matches. */
    private static boolean looksLike(String line, String text) {
        return text.lines()
                .map(String::strip)
                .filter(each -> !each.isEmpty() && !each.startsWith("#") && !each.startsWith(";"))
                .findFirst()
                .map(each -> each.matches(line))
                .orElse(false);
    }
}
