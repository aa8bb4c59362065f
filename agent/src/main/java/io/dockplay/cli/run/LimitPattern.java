package io.dockplay.cli.run;

import io.dockplay.inventory.Host;
import io.dockplay.inventory.Inventory;
import io.dockplay.message.Message;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Position;
import io.dockplay.problem.Problem;
import io.dockplay.yaml.InputFiles;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A pattern of hosts from the command line; {@code @FILE} in it stands for the patterns in a file, one a line, and
 * {@code @failed} for the hosts that failed last time.
 *
 * @param pattern without any {@code @FILE}
 * @param where the option or the argument that gave it
 */
public record LimitPattern(String pattern, String where) {

    /**
     * Puts the lines of files in their places; empty lines and those that begin with # are left out.
     *
     * @param playbook whose last run {@code @failed} means
     * @param files reads the files
     * @throws InvalidInput when a file cannot be read or has no line
     */
    public static LimitPattern of(String written, String where, Optional<Path> playbook, InputFiles files) {
        if (!written.contains("@")) {
            return new LimitPattern(written, where);
        }
        String pattern = Arrays.stream(written.split(",", -1))
                .map(String::strip)
                .map(part -> part.equals("@failed")
                        ? String.join(",", failed(playbook, where))
                        : part.startsWith("@") ? fromFile(part.substring(1), where, files) : part)
                .collect(Collectors.joining(","));
        return new LimitPattern(pattern, where);
    }

    private static List<String> failed(Optional<Path> playbook, String where) {
        Position position = Position.of(where);
        Path file = playbook.orElseThrow(() -> new InvalidInput(Problem.at(
                position,
                Message.of("@failed is said without a playbook"),
                Message.of("It means the hosts that failed when one ran last."))));
        List<String> hosts = LastRun.of(file)
                .failed()
                .orElseThrow(
                        () -> new InvalidInput(
                                Problem.at(
                                        position,
                                        Message.of("nothing is known of a last run of %s", file),
                                        Message.of(
                                                "@failed means the hosts that failed in the last apply or uninstall of it on this machine."))));
        if (hosts.isEmpty()) {
            throw new InvalidInput(Problem.at(
                    position,
                    Message.of("no host failed in the last run of %s", file),
                    Message.of("So there is nothing to do for @failed.")));
        }
        return hosts;
    }

    private static String fromFile(String file, String where, InputFiles files) {
        if (file.isEmpty()) {
            throw new InvalidInput(
                    Problem.at(Position.of(where), Message.of("after @ no file is named"), Message.of("Write @FILE.")));
        }
        List<String> lines = files.text(Path.of(file))
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
        if (lines.isEmpty()) {
            throw new InvalidInput(Problem.at(
                    Position.of(where),
                    Message.of("the file %s names no hosts", file),
                    Message.of("Write one pattern a line.")));
        }
        return String.join(",", lines);
    }

    /** The hosts that the pattern selects. */
    public List<Host> select(Inventory inventory) {
        return inventory.select(pattern, Optional.of(Position.of(where)));
    }
}
