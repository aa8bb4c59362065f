package io.dockplay.ssh;

import io.dockplay.message.Message;
import io.dockplay.problem.InvalidInput;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What ssh_config says of one host, found as OpenSSH's client finds it. Of each keyword the first line that applies to the host is
 * kept, and of IdentityFile all of them.
 */
final class ConfigReading {

    private static final int DEEPEST = 16;

    private final ConfigFiles files;
    private final String called;
    private final Optional<String> givenUser;
    private final Optional<Integer> givenPort;
    private final Function<String, Optional<Boolean>> succeeds;
    private final Map<String, ConfigLine> first = new LinkedHashMap<>();
    private final List<ConfigLine> keys = new ArrayList<>();
    private List<String> ignored = List.of();
    private String host;
    private Optional<String> settled = Optional.empty();
    private boolean finalPass;
    private boolean finalWanted;

    private ConfigReading(
            ConfigFiles files,
            String called,
            Optional<String> givenUser,
            Optional<Integer> givenPort,
            Function<String, Optional<Boolean>> succeeds) {
        this.files = files;
        this.called = called;
        this.givenUser = givenUser;
        this.givenPort = givenPort;
        this.succeeds = succeeds;
        this.host = called;
    }

    /**
     * Reads what the files say of a host.
     *
     * @param files the files as they have been read so far
     * @param called what the host is called on ssh's command line
     * @param user whom the inventory logs in as
     * @param port the inventory's port
     * @param succeeds runs a command of {@code Match exec} and tells whether it ended with 0; where it tells nothing, the Match
     *     does not apply
     * @throws InvalidInput with the line that is wrong, or that dockplay cannot honour
     */
    static ConfigReading of(
            ConfigFiles files,
            String called,
            Optional<String> user,
            Optional<Integer> port,
            SshOptions options,
            Function<String, Optional<Boolean>> succeeds) {
        ConfigReading reading = new ConfigReading(files, called, user, port, succeeds);
        reading.pass(options);
        if (reading.finalWanted) {
            reading.finalPass = true;
            reading.host = reading.hostname();
            reading.settled = Optional.of(reading.host); // a HostName after this point has no effect, as in OpenSSH
            reading.pass(options);
        }
        for (ConfigLine line : reading.first.values()) {
            Optional<Message> why = ConfigKeywords.refused(line);
            if (why.isPresent()) {
                throw line.refused(why.get(), Message.of("Take it out for this host, or set it to no."));
            }
        }
        return reading;
    }

    private void pass(SshOptions options) {
        read(options.configuration(), true, 0, true);
        read(options.systemConfiguration(), false, 0, true);
    }

    private void read(Path file, boolean ofUser, int depth, boolean outer) {
        boolean active = outer;
        for (ConfigLine line : files.lines(file, ofUser)) {
            switch (line.keyword()) {
                case "host" -> active = outer && named(line, host);
                case "match" -> active = matches(line, outer) && outer;
                case "include" -> include(line, file, ofUser, depth, active);
                case "ignoreunknown" -> ignore(line, active);
                default -> take(line, active);
            }
        }
    }

    private void include(ConfigLine line, Path file, boolean ofUser, int depth, boolean active) {
        if (depth == DEEPEST) {
            throw line.wrong(Message.of("files include each other more than %s deep", DEEPEST));
        }
        for (String pattern : line.words()) {
            if (pattern.contains("%") || pattern.contains("${")) {
                throw line.refused(
                        Message.of("OpenSSH's versions differ in what \"%s\" means", pattern),
                        Message.of("Write the whole path."));
            }
            if (pattern.startsWith("~") && !ofUser) {
                throw line.wrong(Message.of("a file for all users names one of a user"));
            }
            String path = new ConfigTokens().inFile(pattern, line);
            Path folder = ofUser
                    ? Path.of(System.getProperty("user.home"), ".ssh")
                    : file.toAbsolutePath().getParent();
            for (Path each : files.named(path, folder == null ? Path.of("/") : folder)) {
                read(each, ofUser, depth + 1, active);
            }
        }
    }

    private void ignore(ConfigLine line, boolean active) {
        String patterns = line.only();
        if (active && ignored.isEmpty()) {
            ignored = List.of(patterns.toLowerCase(Locale.ROOT).split(",", -1));
        }
    }

    /** Whether a line of Host names a host. */
    static boolean named(ConfigLine line, String host) {
        boolean named = false;
        for (String pattern : line.words()) {
            boolean negated = pattern.startsWith("!");
            if (Wildcards.match(negated ? pattern.substring(1) : pattern, host)) {
                if (negated) {
                    return false;
                }
                named = true;
            }
        }
        return named;
    }

    private void take(ConfigLine line, boolean active) {
        String keyword = ConfigKeywords.canonical(line.keyword());
        if (!ConfigKeywords.areKnown(keyword)) {
            if (ignored.stream().anyMatch(pattern -> Wildcards.match(pattern, keyword))) {
                return;
            }
            throw line.wrong(Message.of("there is no keyword \"%s\"", line.keyword()));
        }
        if (ConfigKeywords.SINGLE.contains(keyword)) {
            line.only();
        }
        switch (keyword) {
            case "port" -> port(line);
            case "identitiesonly", "hashknownhosts", "passwordauthentication", "kbdinteractiveauthentication" ->
                flag(line);
            case "proxyjump" -> ProxyJump.read(line);
            case "user" -> {
                if (line.only().contains("%") || line.only().contains("${")) {
                    throw line.refused(
                            Message.of("OpenSSH's versions differ in what it means"),
                            Message.of("Write the user's name."));
                }
            }
            case "userknownhostsfile", "globalknownhostsfile" -> {
                if (line.words().size() > 1 && line.words().contains("none")) {
                    throw line.wrong(Message.of("none stands alone"));
                }
            }
            default -> {}
        }
        if (!active) {
            return;
        }
        if (keyword.equals("identityfile")) {
            if (keys.stream().noneMatch(each -> each.only().equals(line.only()))) {
                keys.add(line);
            }
        } else if (!keyword.startsWith("proxy")
                || (!first.containsKey("proxyjump") && !first.containsKey("proxycommand"))) {
            first.putIfAbsent(keyword, line);
        } else if (keyword.equals("proxyusefdpass")) {
            first.putIfAbsent(keyword, line);
        }
    }

    private static int port(ConfigLine line) {
        String text = line.only();
        if (text.equals("ssh")) {
            return 22;
        }
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > 65_535) {
            throw line.wrong(Message.of("\"%s\" is no port", text));
        }
        return Integer.parseInt(text);
    }

    private static boolean flag(ConfigLine line) {
        return switch (line.only()) {
            case "yes", "true" -> true;
            case "no", "false" -> false;
            default -> throw line.wrong(Message.of("\"%s\" should be yes or no", line.only()));
        };
    }

    private boolean matches(ConfigLine line, boolean outer) {
        List<String> words = new ArrayList<>();
        for (String word : line.words()) {
            // An attribute may be joined with its value by an equals sign; a separate value keeps its own equals signs.
            int equals = words.size() % 2 == 0 || !takesValue(words.get(words.size() - 1)) ? word.indexOf('=') : -1;
            words.add(equals > 0 ? word.substring(0, equals) : word);
            if (equals > 0) {
                words.add(word.substring(equals + 1));
            }
        }
        boolean matches = true;
        int passes = 0;
        for (int i = 0; i < words.size(); i++) {
            boolean negated = words.get(i).startsWith("!");
            String attribute = words.get(i).substring(negated ? 1 : 0).toLowerCase(Locale.ROOT);
            boolean met;
            switch (attribute) {
                case "all" -> {
                    if (i + 1 < words.size() || passes > 1) {
                        throw line.wrong(Message.of("Match all stands alone"));
                    }
                    met = true;
                }
                case "canonical" -> {
                    met = finalPass;
                    passes++;
                }
                case "final" -> {
                    finalWanted = true;
                    met = finalPass;
                    passes++;
                }
                default -> {
                    if (!takesValue(words.get(i))) {
                        throw line.refused(
                                Message.of("Match knows no \"%s\" here", attribute),
                                Message.of(
                                        "dockplay knows all, final, canonical, host, originalhost, user, localuser and exec."));
                    }
                    if (i + 1 == words.size() || words.get(i + 1).isEmpty()) {
                        throw line.wrong(Message.of("there is nothing behind Match %s", attribute));
                    }
                    String value = words.get(++i);
                    if (attribute.equals("exec")) {
                        // The command is not run where its result cannot matter.
                        Optional<Boolean> ended = matches && outer
                                ? succeeds.apply(tokens(named()).inCommand(value, line))
                                : Optional.empty();
                        met = ended.orElse(negated);
                    } else {
                        met = met(attribute, value);
                    }
                }
            }
            matches &= met != negated;
        }
        return matches;
    }

    private static boolean takesValue(String word) {
        String attribute = (word.startsWith("!") ? word.substring(1) : word).toLowerCase(Locale.ROOT);
        return List.of("host", "originalhost", "user", "localuser", "exec").contains(attribute);
    }

    private boolean met(String attribute, String list) {
        return switch (attribute) {
            case "host" -> Wildcards.listed(list.toLowerCase(Locale.ROOT), hostname());
            case "originalhost" -> Wildcards.listed(list.toLowerCase(Locale.ROOT), called.toLowerCase(Locale.ROOT));
            case "user" -> Wildcards.listed(list, user());
            default -> Wildcards.listed(list, System.getProperty("user.name"));
        };
    }

    /** The line of a keyword that applies to the host. */
    Optional<ConfigLine> line(String keyword) {
        return Optional.ofNullable(first.get(keyword));
    }

    /** All lines that apply to the host, without IdentityFile. */
    List<ConfigLine> lines() {
        return List.copyOf(first.values());
    }

    /** The lines of IdentityFile that apply to the host. */
    List<ConfigLine> keys() {
        return List.copyOf(keys);
    }

    /** The address of the host, in small letters. */
    String hostname() {
        return small(named());
    }

    /** The address of the host, as it is written. */
    private String named() {
        return settled.orElseGet(() -> line("hostname")
                .map(line -> new ConfigTokens().with('h', called).in(line.only(), line))
                .orElse(host));
    }

    /** A name in small letters; the interface at the end of an IPv6 address stays as it is. */
    static String small(String address) {
        return address.contains(":") || address.contains("%") ? address : address.toLowerCase(Locale.ROOT);
    }

    int port() {
        return givenPort.orElseGet(() -> line("port").map(ConfigReading::port).orElse(22));
    }

    String user() {
        return givenUser.or(() -> line("user").map(ConfigLine::only)).orElseGet(() -> System.getProperty("user.name"));
    }

    boolean says(String keyword, boolean usual) {
        return line(keyword).map(ConfigReading::flag).orElse(usual);
    }

    /** The values of the tokens in a ProxyCommand, for a host at this address. */
    ConfigTokens proxyTokens(String address) {
        return new ConfigTokens()
                .with('h', address)
                .with('n', called)
                .with('p', String.valueOf(port()))
                .with('r', user());
    }

    /** The values of the tokens in most other settings, for a host at this address. */
    ConfigTokens tokens(String address) {
        return new ConfigTokens()
                .with('d', System.getProperty("user.home"))
                .with('h', address)
                .with(
                        'k',
                        line("hostkeyalias")
                                .map(line -> line.only().toLowerCase(Locale.ROOT))
                                .orElse(called))
                .with('n', called)
                .with('p', String.valueOf(port()))
                .with('r', user())
                .with('u', System.getProperty("user.name"));
    }
}
