package io.dockplay.cli.run;

import io.dockplay.message.Message;
import io.dockplay.problem.FileTrouble;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Position;
import io.dockplay.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The logs of the last runs of a user, the oldest first by their names.
 *
 * @param folder where they are
 */
public record PastRuns(Path folder) {

    /** This many are kept. */
    static final int KEPT = 30;

    private static final String SUFFIX = ".jsonl";

    /** The logs in the folder that the environment names. */
    public static PastRuns own() {
        return new PastRuns(StateFolder.path().resolve("runs"));
    }

    /** The file for the log of a new run; the oldest logs make room for it. */
    Path fileFor(String run) throws IOException {
        if (Files.isDirectory(folder)) {
            List<Path> files = files();
            for (Path old : files.subList(0, Math.max(0, files.size() - KEPT + 1))) {
                Files.deleteIfExists(old);
            }
        }
        return file(run);
    }

    private Path file(String run) {
        return folder.resolve(run + SUFFIX);
    }

    /** The names of all runs, the oldest first. */
    public List<String> names() {
        try {
            return files().stream()
                    .map(file -> file.getFileName().toString())
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> file.getFileName().toString().endsWith(SUFFIX))
                    .sorted(Comparator.comparing(Path::getFileName))
                    .toList();
        }
    }

    /**
     * The one run that has this name, or whose name begins or ends so; without one, the last.
     *
     * @throws InvalidInput when there is none, or more than one
     */
    public String find(Optional<String> part) {
        List<String> all = names();
        if (all.isEmpty()) {
            throw new InvalidInput(Problem.of(
                    Message.of("there is no log of a run in %s", folder),
                    Message.of("Each run of apply, plan, drift, uninstall, exec, ping and facts leaves one.")));
        }
        if (part.isEmpty()) {
            return all.get(all.size() - 1);
        }
        List<String> found = all.stream()
                .filter(name -> name.startsWith(part.get()) || name.endsWith(part.get()))
                .toList();
        if (found.size() == 1) {
            return found.get(0);
        }
        throw new InvalidInput(
                found.isEmpty()
                        ? Problem.of(
                                Message.of("there is no run \"%s\" in %s", part.get(), folder),
                                Message.of("dockplay runs lists them; the last %s are kept.", KEPT))
                        : Problem.of(
                                Message.of("%s runs are called \"%s…\"", found.size(), part.get()),
                                Message.of("They are %s.", String.join(", ", found))));
    }

    /**
     * The log of a run, by its whole name.
     *
     * @throws InvalidInput when it cannot be read, or is no log
     */
    public PastRun open(String run) {
        return PastRun.read(file(run));
    }

    private static InvalidInput unreadable(Path file, IOException e) {
        return new InvalidInput(Problem.at(
                Position.of(file.toString()),
                Message.of("the logs cannot be read: %s", FileTrouble.of(e)),
                Message.of("Check its permissions.")));
    }
}
