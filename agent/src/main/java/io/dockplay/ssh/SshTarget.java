package io.dockplay.ssh;

import io.dockplay.message.Message;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Position;
import io.dockplay.problem.Problem;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Where a host is and how to log in there, as the inventory says it; what it leaves open, ssh_config may say.
 *
 * @param name the host's name in the inventory
 * @param address its address, where it is another than the name
 * @param port where sshd listens
 * @param user whom to log in as
 * @param password the login user's password
 * @param privateKey the file of the key to log in with
 * @param legacy whether the algorithms of OpenSSH 5.3 are allowed
 * @param jump the host to go through, {@code user@host:port}
 * @param proxyCommand the command of this machine to go through, as ssh_config's ProxyCommand
 * @param knownHosts another file of host keys than the usual one
 * @param position where the inventory names it
 */
public record SshTarget(
        String name,
        Optional<String> address,
        Optional<Integer> port,
        Optional<String> user,
        Optional<String> password,
        Optional<Path> privateKey,
        boolean legacy,
        Optional<String> jump,
        Optional<String> proxyCommand,
        Optional<Path> knownHosts,
        Optional<Position> position) {

    /** The inventory's variables that tell how to connect: Ansible's, old names included, and dockplay's own. */
    public static final List<String> VARIABLES = List.of(
            "ansible_host",
            "ansible_ssh_host",
            "ansible_port",
            "ansible_ssh_port",
            "ansible_user",
            "ansible_ssh_user",
            "ansible_password",
            "ansible_ssh_pass",
            "ansible_ssh_private_key_file",
            "ansible_private_key_file",
            "ansible_connection",
            "ansible_become_password",
            "ansible_become_pass",
            "ansible_sudo_pass",
            "become_password",
            "ssh_legacy",
            "ssh_jump",
            "ssh_proxy_command",
            "ssh_known_hosts");

    /** What counts as true, because all values of an INI inventory are texts; every other text is false. */
    private static final List<String> TRUTHS = List.of("true", "false", "yes", "no", "on", "off", "1", "0");

    /** The names of Ansible's connections that are SSH. */
    private static final List<String> CONNECTIONS = List.of("ssh", "smart", "paramiko", "paramiko_ssh");

    /**
     * Reads a host's variables.
     *
     * @throws InvalidInput with all variables whose values are wrong
     */
    public static SshTarget of(String name, Map<String, Object> variables, Optional<Position> position) {
        List<Message> wrong = new ArrayList<>();
        Optional<String> port = text(variables, "ansible_port").or(() -> text(variables, "ansible_ssh_port"));
        boolean isPort = port.isEmpty()
                || (port.get().matches("[0-9]{1,5}")
                        && Integer.parseInt(port.get()) > 0
                        && Integer.parseInt(port.get()) < 65536);
        if (!isPort) {
            wrong.add(Message.of("ansible_port is \"%s\", which is no port", port.get()));
        }
        VARIABLES.forEach(variable -> text(variables, variable).ifPresent(text -> {
            if (text.indexOf('\0') >= 0 || text.indexOf('\r') >= 0 || text.indexOf('\n') >= 0) {
                wrong.add(Message.of("%s holds a NUL character or a line end", variable));
            } else if ((variable.endsWith("_file") || variable.equals("ssh_known_hosts")) && !isPath(text)) {
                wrong.add(Message.of("%s cannot be a file's name in this locale", variable));
            }
        }));
        Object legacy = variables.getOrDefault("ssh_legacy", false);
        if (!TRUTHS.contains(String.valueOf(legacy).toLowerCase(Locale.ROOT))) {
            wrong.add(Message.of("ssh_legacy is \"%s\", and should be true or false", legacy));
        }
        if (text(variables, "ssh_jump").isPresent()
                && text(variables, "ssh_proxy_command").isPresent()) {
            wrong.add(Message.of("ssh_jump and ssh_proxy_command are two ways to it; name one"));
        }
        String connection = text(variables, "ansible_connection").orElse("ssh");
        if (!CONNECTIONS.contains(connection)) {
            wrong.add(Message.of("ansible_connection is \"%s\", and should be ssh or local", connection));
        }
        if (!wrong.isEmpty()) {
            throw new InvalidInput(wrong.stream()
                    .map(what -> Problem.of(what, Message.NONE).on(name).at(position))
                    .toList());
        }
        return new SshTarget(
                name,
                text(variables, "ansible_host").or(() -> text(variables, "ansible_ssh_host")),
                port.map(Integer::valueOf),
                text(variables, "ansible_user").or(() -> text(variables, "ansible_ssh_user")),
                text(variables, "ansible_password").or(() -> text(variables, "ansible_ssh_pass")),
                text(variables, "ansible_ssh_private_key_file")
                        .or(() -> text(variables, "ansible_private_key_file"))
                        .map(SshTarget::path),
                TRUTHS.indexOf(String.valueOf(legacy).toLowerCase(Locale.ROOT)) % 2 == 0,
                text(variables, "ssh_jump"),
                text(variables, "ssh_proxy_command"),
                text(variables, "ssh_known_hosts").map(SshTarget::path),
                position);
    }

    /** This target, with these values where the inventory gives none. */
    public SshTarget or(Optional<String> otherUser, Optional<String> otherPassword, Optional<Path> otherKey) {
        return new SshTarget(
                name,
                address,
                port,
                user.or(() -> otherUser),
                password.or(() -> otherPassword),
                privateKey.or(() -> otherKey),
                legacy,
                jump,
                proxyCommand,
                knownHosts,
                position);
    }

    /** This target under another name. */
    SshTarget called(String otherName, Optional<String> otherAddress, Optional<Position> otherPosition) {
        return new SshTarget(
                otherName,
                otherAddress,
                port,
                user,
                password,
                privateKey,
                legacy,
                jump,
                proxyCommand,
                knownHosts,
                otherPosition);
    }

    private static Optional<String> text(Map<String, Object> variables, String name) {
        return Optional.ofNullable(variables.get(name)).map(String::valueOf).filter(text -> !text.isEmpty());
    }

    private static boolean isPath(String text) {
        try {
            return !path(text).toString().isEmpty();
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** A file as a user writes it, with {@code ~/} for the home directory. */
    public static Path path(String text) {
        return Path.of(text.startsWith("~/") ? System.getProperty("user.home") + text.substring(1) : text);
    }

    /** The target without its password. */
    @Override
    public String toString() {
        return user.map(login -> login + "@").orElse("")
                + address.orElse(name)
                + port.map(p -> ":" + p).orElse("");
    }
}
