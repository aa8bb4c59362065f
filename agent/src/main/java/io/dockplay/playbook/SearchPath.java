package io.dockplay.playbook;

import io.dockplay.message.Message;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Position;
import io.dockplay.problem.Problem;
import io.dockplay.yaml.InputFiles;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the files that a task names are looked for: in its role, then beside the playbook.
 *
 * @param folders the nearest first
 * @param files reads what is found
 */
public record SearchPath(List<Path> folders, InputFiles files) {

    public SearchPath {
        folders = List.copyOf(folders);
    }

    /** This path with a nearest folder before it. */
    public SearchPath after(Path nearest) {
        List<Path> all = new ArrayList<>(List.of(nearest));
        folders.stream().filter(folder -> !folder.equals(nearest)).forEach(all::add);
        return new SearchPath(all, files);
    }

    /**
     * A file.
     *
     * @param kind the folder where files of its kind usually are, such as {@code templates}
     * @param name as it is written
     * @param where who names it
     * @param what the option or the key that names it
     * @throws InvalidInput when there is no such file
     */
    public Path find(String kind, String name, Position where, String what) {
        try {
            for (Path folder : folders) {
                for (Path candidate : List.of(folder.resolve(kind).resolve(name), folder.resolve(name))) {
                    if (Files.exists(candidate)) {
                        return candidate;
                    }
                }
            }
        } catch (InvalidPathException e) {
            throw new InvalidInput(Problem.at(where, Message.of("%s cannot be a file's name", what), Message.NONE));
        }
        throw new InvalidInput(Problem.at(
                where,
                Message.of(
                        "%s: there is no file %s",
                        what, folders.get(folders.size() - 1).resolve(name)),
                folders.size() == 1
                        ? Message.of("It is looked for from the playbook's folder.")
                        : Message.of(
                                "It is looked for in the role, in its folder %s, and from the playbook's folder.",
                                kind)));
    }
}
