package io.dockplay.ssh;

import io.dockplay.message.Message;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Position;
import io.dockplay.problem.Problem;
import io.dockplay.transport.Unreachable;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How to reach a host: as the inventory says, and where it says nothing, as ssh_config says.
 *
 * @param target what the inventory says
 * @param address where the host is, as a name or a number
 * @param port where sshd listens
 * @param user whom to log in as
 * @param keys which keys are tried
 * @param knownAs the name under which known_hosts has it
 * @param hostKeys the files of host keys that are trusted
 * @param way how the bytes get there
 * @param methods the ways to log in that may be tried, in their order
 * @param legacy whether the algorithms of OpenSSH 5.3 are allowed
 */
record Route(
        SshTarget target,
        String address,
        int port,
        String user,
        UserKeys.Wanted keys,
        String knownAs,
        KnownHosts.Places hostKeys,
        Way way,
        List<String> methods,
        boolean legacy) {

    private static final List<String> METHODS = List.of("publickey", "keyboard-interactive", "password");

    Route {
        methods = List.copyOf(methods);
    }

    /**
     * Finds the route to a host.
     *
     * @throws Unreachable when a port, a name or a file on it is wrong, or dockplay cannot honour what ssh_config says
     */
    static Route of(SshTarget target, SshOptions options, ConfigFiles files) throws Unreachable {
        try {
            return of(target, options, files, new LocalShell(options.connectTimeout())::told, new ArrayList<>());
        } catch (InvalidInput wrong) {
            Problem first = wrong.problems().get(0);
            throw new Unreachable(first.where().isPresent() ? first : first.at(target.position()));
        }
    }

    /**
     * The warnings about settings of ssh_config, for a host and its jump hosts, that dockplay does not honour.
     *
     * <p>It connects to nothing, and runs no command.
     *
     * @param jumps how many hosts may be on the way
     * @throws InvalidInput when a setting is wrong, or must be honoured and cannot be
     */
    static List<String> ignored(SshTarget target, SshOptions options, ConfigFiles files, int jumps) {
        List<String> ignored = new ArrayList<>();
        Optional<SshTarget> hop = Optional.of(target);
        for (int i = 0; i <= jumps && hop.isPresent(); i++) {
            hop = of(hop.get(), options, files, command -> Optional.empty(), ignored)
                    .jump();
        }
        return ignored.stream().distinct().toList();
    }

    private static Route of(
            SshTarget target,
            SshOptions options,
            ConfigFiles files,
            Function<String, Optional<Boolean>> succeeds,
            List<String> ignored) {
        try {
            String called = target.address().orElse(target.name());
            ConfigReading read = ConfigReading.of(files, called, target.user(), target.port(), options, succeeds);
            Stream.concat(read.lines().stream(), read.keys().stream())
                    .forEach(line -> ConfigKeywords.ignored(line)
                            .ifPresent(
                                    why -> ignored.add(line.where() + ": " + line.keyword() + " is ignored: " + why)));
            return of(target, called, read, options);
        } catch (InvalidPathException e) {
            throw wrong(target, Message.of("a file has no name that this machine can have: %s", e.getMessage()));
        }
    }

    private static Route of(SshTarget target, String called, ConfigReading read, SshOptions options) {
        String address = read.line("hostname").isPresent() ? read.hostname() : called;
        if (Stream.of(address, read.user())
                .anyMatch(each -> each.isEmpty() || each.chars().anyMatch(c -> c < ' '))) {
            throw wrong(target, Message.of("a name is empty, or holds a control character"));
        }
        ConfigTokens tokens = read.tokens(ConfigReading.small(address));
        String knownAs = read.line("hostkeyalias")
                .map(line -> line.only().toLowerCase(Locale.ROOT))
                .orElse(called(address, read.port()));
        return new Route(
                target,
                address,
                read.port(),
                read.user(),
                keys(read, tokens, options),
                knownAs,
                hostKeys(target, read, tokens, options),
                way(target, called, read),
                methods(read),
                target.legacy()
                        || Stream.of(
                                        "hostkeyalgorithms",
                                        "pubkeyacceptedalgorithms",
                                        "kexalgorithms",
                                        "ciphers",
                                        "macs")
                                .flatMap(each -> read.line(each).stream())
                                .anyMatch(ConfigKeywords::areOld));
    }

    private static UserKeys.Wanted keys(ConfigReading read, ConfigTokens tokens, SshOptions options) {
        List<Path> files = read.keys().stream()
                .filter(line -> !line.only().equalsIgnoreCase("none"))
                .map(line -> Path.of(tokens.inFile(line.only(), line)))
                .toList();
        Optional<Path> agent = options.agent();
        Optional<ConfigLine> named = read.line("identityagent");
        if (named.isPresent()) {
            String text = named.get().only();
            Optional<String> socket = text.equals("none")
                    ? Optional.empty()
                    : text.startsWith("$") && !text.startsWith("${")
                            ? Optional.ofNullable(System.getenv(text.substring(1)))
                            : Optional.of(tokens.inFile(text, named.get()));
            agent = text.equals("SSH_AUTH_SOCK") ? agent : socket.map(Path::of);
        }
        return new UserKeys.Wanted(
                files,
                read.keys().isEmpty() ? options.keyFiles() : List.of(),
                read.says("identitiesonly", false),
                agent);
    }

    private static KnownHosts.Places hostKeys(
            SshTarget target, ConfigReading read, ConfigTokens tokens, SshOptions options) {
        List<Path> users = target.knownHosts()
                .map(List::of)
                .orElseGet(() -> read.line("userknownhostsfile")
                        .map(line -> files(line, tokens))
                        .orElse(options.knownHosts()));
        List<Path> systems =
                read.line("globalknownhostsfile").map(line -> files(line, null)).orElse(options.systemKnownHosts());
        return new KnownHosts.Places(users, systems, read.says("hashknownhosts", false));
    }

    private static List<Path> files(ConfigLine line, @Nullable ConfigTokens tokens) {
        return line.words().stream()
                .filter(word -> !word.equalsIgnoreCase("none"))
                .map(word -> Path.of(tokens == null ? word : tokens.inFile(word, line)))
                .toList();
    }

    private static List<String> methods(ConfigReading read) {
        List<String> preferred = read.line("preferredauthentications")
                .map(line -> Arrays.asList(line.only().split(",")))
                .orElse(METHODS);
        return preferred.stream()
                .filter(METHODS::contains)
                .filter(method -> switch (method) {
                    case "publickey" ->
                        read.line("pubkeyauthentication")
                                .filter(line -> line.only().matches("no|false"))
                                .isEmpty();
                    case "password" -> read.says("passwordauthentication", true);
                    default -> read.says("kbdinteractiveauthentication", true);
                })
                .toList();
    }

    private static Way way(SshTarget target, String called, ConfigReading read) {
        Way.Family family = read.line("addressfamily")
                .map(line -> switch (line.only()) {
                    case "any" -> Way.Family.ANY;
                    case "inet" -> Way.Family.INET;
                    case "inet6" -> Way.Family.INET6;
                    default -> throw line.wrong(Message.of("\"%s\" should be any, inet or inet6", line.only()));
                })
                .orElse(Way.Family.ANY);
        Optional<String> from = read.line("bindaddress").map(ConfigLine::only);
        if (target.jump().isPresent()) {
            return new Way(jump(target, called, read.port()), Optional.empty(), family, from);
        }
        if (target.proxyCommand().isPresent()) {
            String text = target.proxyCommand().get();
            Position named = target.position().orElseGet(() -> Position.of("the inventory"));
            ConfigLine line = new ConfigLine("ssh_proxy_command", text, List.of(text), named);
            return new Way(Optional.empty(), command(line, Optional.empty(), read), family, from);
        }
        Optional<SshTarget> jump = read.line("proxyjump")
                .flatMap(ProxyJump::read)
                .map(hops -> hops.behind(target))
                .filter(hop -> isAnother(hop, called, read.port()));
        Optional<Way.Command> command =
                read.line("proxycommand").flatMap(line -> command(line, Optional.of(line.where()), read));
        return new Way(jump, command, family, from);
    }

    private static Optional<Way.Command> command(ConfigLine line, Optional<Position> where, ConfigReading read) {
        if (line.rest().equalsIgnoreCase("none")) {
            return Optional.empty();
        }
        if (line.rest().equals("-")) {
            throw line.refused(Message.of("dockplay's own input is no connection"), Message.of("Name a command."));
        }
        return Optional.of(new Way.Command(read.proxyTokens(read.hostname()).inCommand(line.rest(), line), where));
    }

    private static Optional<SshTarget> jump(SshTarget target, String called, int port) {
        String text = target.jump().orElseThrow();
        if (text.equals("none")) {
            return Optional.empty();
        }
        SshTarget hop = ProxyJump.of(text)
                .or(() -> ProxyJump.bare(text))
                .orElseThrow(() -> wrong(target, Message.of("ssh_jump is \"%s\", and should be user@host:port", text)))
                .behind(target);
        return Optional.of(hop).filter(each -> isAnother(each, called, port));
    }

    /** Whether the jump host is not the host itself; under "Host *" it would be reached through itself. */
    private static boolean isAnother(SshTarget hop, String called, int port) {
        return !(hop.name().equals(called) && hop.port().orElse(port) == port);
    }

    private static InvalidInput wrong(SshTarget target, Message why) {
        return new InvalidInput(Problem.of(
                        Message.of(
                                "what ssh_config and ssh_jump say of the way to %s cannot be followed: %s",
                                target.name(), why),
                        Message.of("Look there for Host, HostName, Port, User, IdentityFile and ProxyJump."))
                .at(target.position()));
    }

    /** The jump host; none when there is no jump host. */
    Optional<SshTarget> jump() {
        return way.jump();
    }

    /** Whether ssh_config gives the host another name in known_hosts. */
    boolean hasAlias() {
        return !knownAs.equals(called(address, port));
    }

    private static String called(String address, int port) {
        return port == 22 ? address : "[" + address + "]:" + port;
    }

    /** {@code 192.0.2.7:22}. */
    String place() {
        return address + ":" + port;
    }
}
