package io.dockplay.ssh;

import io.dockplay.message.Message;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Position;
import io.dockplay.problem.Problem;
import io.dockplay.trust.Doubt;
import io.dockplay.trust.Trust;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files that ssh_config is made of; each is found, judged and read once, however many hosts there are. */
final class ConfigFiles {

    private final Map<Path, List<ConfigLine>> known = new ConcurrentHashMap<>();
    private final Map<Path, Optional<Doubt>> doubts = new ConcurrentHashMap<>();
    private final Map<Include, List<Path>> includes = new ConcurrentHashMap<>();

    /** The lines of all files when a reading has last come to its end. */
    private volatile List<ConfigLine> all = List.of();

    private volatile int filesBehindAll = -1;

    /**
     * What targets have in common to which these files say the same.
     *
     * @param target what the inventory says of them all
     * @param named the lines of Host that name them
     */
    record Kind(SshTarget target, SshOptions options, BitSet named) {}

    /** Learns that a reading has come to its end; each goes through all lines of all files, whatever the host is called. */
    void passed() {
        int files = known.size();
        if (files != filesBehindAll) {
            all = known.values().stream()
                    .flatMap(List::stream)
                    .filter(line -> List.of("host", "match", "proxyjump").contains(line.keyword())
                            || ConfigKeywords.areFollowed(line.keyword()))
                    .toList();
            filesBehindAll = files;
        }
    }

    /** The kind of a target; none before a reading has come to its end, and where more than its kind may count. */
    Optional<Kind> kind(SshTarget target, SshOptions options) {
        String called = target.address().orElse(target.name());
        boolean isOdd = called.isEmpty()
                || called.chars().anyMatch(c -> c <= ' ')
                || target.jump().filter(jump -> jump.contains(called)).isPresent()
                || target.proxyCommand()
                        .filter(command -> command.contains("%"))
                        .isPresent();
        List<ConfigLine> lines = all;
        if (isOdd || filesBehindAll < 0) {
            return Optional.empty();
        }
        BitSet named = new BitSet();
        for (int i = 0; i < lines.size(); i++) {
            ConfigLine line = lines.get(i);
            if (line.keyword().equals("host")) {
                named.set(i, ConfigReading.named(line, called));
            } else if (asksForName(line)
                    || (line.keyword().equals("proxyjump") && line.rest().contains(called))) {
                return Optional.empty();
            }
        }
        return Optional.of(new Kind(target.called("", Optional.empty(), Optional.empty()), options, named));
    }

    /** Whether a line's meaning may depend on the host's name, apart from what Host says. */
    private static boolean asksForName(ConfigLine line) {
        String text = line.rest().toLowerCase(Locale.ROOT);
        return text.contains("%")
                || (line.keyword().equals("match")
                        && Stream.of("host", "final", "canonical").anyMatch(text::contains));
    }

    /** A pattern of Include, and the folder that it begins in. */
    private record Include(String pattern, Path folder) {}

    /**
     * The lines of a file; none when there is no such file.
     *
     * @param ofUser whether it is the user's own file, which nobody else may be able to change
     * @throws InvalidInput when it cannot be read, has a line that cannot be parsed, or is not trusted
     */
    List<ConfigLine> lines(Path file, boolean ofUser) {
        Optional<Doubt> doubt = ofUser
                ? doubts.computeIfAbsent(file, any -> Trust.own().flatMap(trust -> trust.doubtOf(file)))
                : Optional.empty();
        if (doubt.isPresent()) {
            throw new InvalidInput(Problem.of(
                    Message.of("%s is not followed: %s", file, doubt.get().ofFile()),
                    Message.of("It says where connections go. As in OpenSSH it must be yours or root's, and nobody"
                            + " else's to change.")));
        }
        return known.computeIfAbsent(file, ConfigFiles::read);
    }

    private static List<ConfigLine> read(Path file) {
        String text;
        try {
            text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new InvalidInput(Problem.at(
                    Position.of(file.toString()),
                    Message.of("ssh_config cannot be read"),
                    Message.of("It says where connections go; make it readable, or remove it.")));
        }
        List<ConfigLine> lines = new ArrayList<>();
        int number = 0;
        for (String line : text.split("\n", -1)) {
            ConfigLine.read(line, new Position(file.toString(), ++number, 0)).ifPresent(lines::add);
        }
        return List.copyOf(lines);
    }

    /**
     * The files that a pattern of Include matches, in order of their names.
     *
     * @param folder the folder of a pattern that is not absolute
     */
    List<Path> named(String pattern, Path folder) {
        return includes.computeIfAbsent(new Include(pattern, folder), any -> find(pattern, folder));
    }

    private static List<Path> find(String pattern, Path folder) {
        boolean absolute = pattern.startsWith("/");
        List<Path> found = List.of(absolute ? Path.of("/") : folder);
        for (String part : pattern.split("/", -1)) {
            if (!part.isEmpty()) {
                found = found.stream().flatMap(each -> in(each, part)).toList();
            }
        }
        return found.stream().filter(Files::exists).toList();
    }

    private static Stream<Path> in(Path folder, String part) {
        if (!part.matches(".*[*?\\[].*")) {
            return Stream.of(folder.resolve(part));
        }
        Pattern names = Pattern.compile(regex(part), Pattern.DOTALL);
        try (Stream<Path> entries = Files.list(folder)) {
            return entries
                    .filter(entry -> {
                        String name = entry.getFileName().toString();
                        return (part.startsWith(".") || !name.startsWith("."))
                                && names.matcher(name).matches();
                    })
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            return Stream.of(); // no folder, or one that we may not read: the pattern matches nothing
        }
    }

    private static String regex(String glob) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < glob.length(); i++) {
            char c = glob.charAt(i);
            int close = c == '[' ? glob.indexOf(']', i + 2) : -1;
            if (c == '*') {
                regex.append(".*");
            } else if (c == '?') {
                regex.append('.');
            } else if (close > 0) {
                String set = glob.substring(i + 1, close).replaceAll("[\\\\\\[\\]&^]", "\\\\$0");
                regex.append('[')
                        .append(set.startsWith("!") ? "^" + set.substring(1) : set.replaceFirst("^\\\\\\^", "^"))
                        .append(']');
                i = close;
            } else {
                regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return regex.toString();
    }
}
