package io.dockplay.ssh;

import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Position;
import io.dockplay.problem.Problem;
import java.nio.file.Path;
import java.util.List;
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
        Optional<Path> knownHosts,
        Optional<Position> position) {

    /** The inventory's variables that tell how to connect; Ansible's names, and the same without {@code ansible_}. */
    public static final List<String> VARIABLES = List.of(
            "ansible_host",
            "ansible_port",
            "ansible_user",
            "ansible_password",
            "ansible_ssh_pass",
            "ansible_ssh_private_key_file",
            "ansible_connection",
            "ansible_become_password",
            "become_password",
            "ssh_legacy",
            "ssh_jump",
            "ssh_known_hosts");

    /**
     * Reads a host's variables.
     *
     * @throws InvalidInput when one cannot be what it is
     */
    public static SshTarget of(String name, Map<String, Object> variables, Optional<Position> position) {
        Object port = variables.get("ansible_port");
        if (port != null && !String.valueOf(port).matches("[0-9]{1,5}")) {
            throw wrong(name, "ansible_port is \"" + port + "\", which is no port", position);
        }
        Object written = variables.getOrDefault("ssh_legacy", false);
        if (!(written instanceof Boolean legacy)) {
            throw wrong(name, "ssh_legacy is \"" + written + "\", and should be true or false", position);
        }
        return new SshTarget(
                name,
                text(variables, "ansible_host"),
                Optional.ofNullable(port).map(number -> Integer.valueOf(String.valueOf(number))),
                text(variables, "ansible_user"),
                text(variables, "ansible_password").or(() -> text(variables, "ansible_ssh_pass")),
                text(variables, "ansible_ssh_private_key_file").map(SshTarget::path),
                legacy,
                text(variables, "ssh_jump"),
                text(variables, "ssh_known_hosts").map(SshTarget::path),
                position);
    }

    private static InvalidInput wrong(String name, String what, Optional<Position> position) {
        return new InvalidInput(new Problem(name + ": " + what, position, Optional.empty(), ""));
    }

    private static Optional<String> text(Map<String, Object> variables, String name) {
        return Optional.ofNullable(variables.get(name)).map(String::valueOf).filter(text -> !text.isEmpty());
    }

    static Path path(String text) {
        return Path.of(text.startsWith("~/") ? System.getProperty("user.home") + text.substring(1) : text);
    }

    /** Never the password. */
    @Override
    public String toString() {
        return user.map(login -> login + "@").orElse("")
                + address.orElse(name)
                + port.map(p -> ":" + p).orElse("");
    }
}
