package io.dockplay.ssh;

import com.jcraft.jsch.JSchAlgoNegoFailException;
import com.jcraft.jsch.JSchChangedHostKeyException;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.JSchUnknownHostKeyException;
import io.dockplay.problem.Problem;
import io.dockplay.transport.Unreachable;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

/** Tells why a login failed, and what to do about it. */
final class SshFailure {

    private final SshTarget target;
    private final String user;
    private final String address;
    private final int port;
    private final KnownHosts.Check hostKeys;
    private List<String> triedKeys = List.of();
    private String banner = "";

    SshFailure(SshTarget target, String user, String address, int port, KnownHosts.Check hostKeys) {
        this.target = target;
        this.user = user;
        this.address = address;
        this.port = port;
        this.hostKeys = hostKeys;
    }

    void triedKeys(List<String> names) {
        triedKeys = names;
    }

    void banner(String line) {
        banner = line;
    }

    Unreachable of(JSchException e) {
        String said = String.valueOf(e.getMessage());
        if (e instanceof JSchUnknownHostKeyException) {
            return problem(
                    "its host key is not known: " + hostKeys.shown(),
                    "Compare the fingerprint with the host's own (ssh-keygen -lf /etc/ssh/ssh_host_*_key.pub), and"
                            + " then connect with --accept-new-host-keys, which adds it to "
                            + hostKeys.getKnownHostsRepositoryID() + ".",
                    e);
        }
        if (e instanceof JSchChangedHostKeyException) {
            return problem(
                    "its host key is not the one in " + hostKeys.getKnownHostsRepositoryID() + ": " + hostKeys.shown(),
                    "Someone may be listening in, or the host was installed anew. When you are sure of it: ssh-keygen -R "
                            + (port == 22 ? address : "'[" + address + "]:" + port + "'")
                            + ", then --accept-new-host-keys. A changed key is never accepted by itself.",
                    e);
        }
        if (e instanceof JSchAlgoNegoFailException refused) {
            return algorithms(refused);
        }
        if (said.startsWith("Auth fail") || said.startsWith("Auth cancel") || said.contains("USERAUTH fail")) {
            return refusedLogin(said, e);
        }
        if (said.startsWith("there is no private key")) {
            return problem(said, "Check ansible_ssh_private_key_file in the inventory.", e);
        }
        if (said.startsWith("invalid privatekey")) {
            return problem(
                    "the private key cannot be read: "
                            + target.privateKey().map(String::valueOf).orElse("IdentityFile"),
                    "It should be a key that ssh-keygen made. One with a passphrase is used through ssh-agent.",
                    e);
        }
        return network(e, said);
    }

    private Unreachable algorithms(JSchAlgoNegoFailException e) {
        if (!target.legacy()) {
            return problem(
                    "the SSH server offers only algorithms that are off by default (" + e.getServerProposal() + ")",
                    "OpenSSH 5.3 on CentOS 6 is like this. To allow them for this host or group: ssh_legacy: true",
                    e);
        }
        return problem(
                "the SSH server and dockplay have no " + e.getAlgorithmName() + " in common; it offers "
                        + e.getServerProposal(),
                banner.isEmpty() ? "" : "The server calls itself " + banner + ".",
                e);
    }

    private Unreachable refusedLogin(String said, JSchException e) {
        String tried = triedKeys.isEmpty() ? "no key" : String.join(", ", triedKeys);
        String advice = LegacyAlgorithms.areSpokenBy(banner)
                ? "This is " + banner + ": ed25519 and ecdsa keys cannot work there, only RSA ones."
                        + " Is the RSA key's public half in ~" + user + "/.ssh/authorized_keys?"
                : "Is the key's public half in ~" + user
                        + "/.ssh/authorized_keys? The inventory's ansible_user, ansible_ssh_private_key_file and"
                        + " ansible_password say how to log in.";
        return problem(
                "the login as " + user + " was refused (tried: " + tried
                        + (target.password().isPresent() ? ", the password" : "") + ")",
                advice + (said.contains("methods") ? " The server accepts " + methods(said) + "." : ""),
                e);
    }

    private static String methods(String said) {
        return said.replaceFirst(".*methods '?([^']*)'?.*", "$1").replace(",", ", ");
    }

    private Unreachable network(JSchException e, String said) {
        Optional<Throwable> cause = Optional.ofNullable(e.getCause());
        String place = address + ":" + port;
        if (cause.filter(SocketTimeoutException.class::isInstance).isPresent() || said.contains("timeout")) {
            return problem(
                    "no answer from " + place,
                    "Is the host up, and does a firewall let SSH through? The inventory's ansible_host and ansible_port"
                            + " say where it is.",
                    e);
        }
        if (cause.filter(UnknownHostException.class::isInstance).isPresent()) {
            return problem(
                    "there is no host called " + address,
                    "Check the name, or give the address as ansible_host in the inventory.",
                    e);
        }
        if (cause.filter(NoRouteToHostException.class::isInstance).isPresent()) {
            return problem(
                    "there is no route to " + place, "Check the network, or go through a host with ssh_jump.", e);
        }
        if (cause.filter(ConnectException.class::isInstance).isPresent()) {
            return problem("nothing listens on " + place, "Is sshd running there? Its port is ansible_port.", e);
        }
        String why =
                cause.map(Throwable::getMessage).filter(text -> text != null).orElse(said);
        return problem(
                "the SSH server closed the connection: " + why,
                (banner.isEmpty() ? "It said nothing at all; is it an SSH server?" : "It calls itself " + banner + ".")
                        + " Too many connections at once are refused too: try a smaller --forks.",
                e);
    }

    private Unreachable problem(String what, String advice, Throwable cause) {
        return new Unreachable(new Problem(what, target.position(), Optional.empty(), advice), cause);
    }
}
