package io.dockplay.ssh;

import com.jcraft.jsch.JSchAlgoNegoFailException;
import com.jcraft.jsch.JSchChangedHostKeyException;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.JSchRevokedHostKeyException;
import com.jcraft.jsch.JSchSessionDisconnectException;
import com.jcraft.jsch.JSchUnknownHostKeyException;
import io.dockplay.problem.Problem;
import io.dockplay.transport.GivenUp;
import io.dockplay.transport.Unreachable;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tells why a login failed, and what to do about it. */
final class SshFailure {

    private final Route route;
    private final boolean isJump;
    private Optional<KnownHosts.Check> hostKeys = Optional.empty();
    private List<String> triedKeys = List.of();
    private String banner = "";
    private String accepted = "";
    private boolean hungUp;
    private boolean turnedAway;

    /**
     * @param isJump whether it is a jump host on the way to the host
     */
    SshFailure(Route route, boolean isJump) {
        this.route = route;
        this.isJump = isJump;
    }

    void hostKeys(KnownHosts.Check keys) {
        hostKeys = Optional.of(keys);
    }

    void triedKeys(List<String> names) {
        triedKeys = List.copyOf(names);
    }

    void banner(String line) {
        // It comes from a server that nobody has authenticated, and goes to people's terminals.
        banner = GivenUp.shown(line);
    }

    /** A failure with a cause of dockplay's own. */
    Unreachable because(String what, String advice) {
        return new Unreachable(problem(what, advice));
    }

    /**
     * Remembers that the server has hung up, which JSch may report as a refusal.
     *
     * @param unheard whether it did so before it said that it speaks SSH
     */
    void hungUp(boolean unheard) {
        hungUp = true;
        turnedAway = unheard;
    }

    /** The methods that the server accepts, with commas between them. */
    void accepted(String methods) {
        accepted = GivenUp.shown(methods);
    }

    /** Whether the server accepted the connection and hung up at once, as one with too many connections does. */
    boolean turnedAway() {
        return turnedAway;
    }

    /** A failure with the number of tries that it took. */
    Unreachable turnedAway(Unreachable e, int tries) {
        Problem told = e.problem();
        return new Unreachable(
                told.saying(
                        told.what(),
                        told.context(),
                        told.advice() + " It was tried " + tries
                                + (tries == 1 ? " time." : " times, with growing pauses."),
                        told.origin()),
                e);
    }

    /**
     * The server did not let us in, nor turn us away, in this time.
     *
     * @param heard whether it said anything at all
     */
    Unreachable tooLate(Duration time, boolean heard, Exception cause) {
        if (!heard) {
            return new Unreachable(silence(), cause);
        }
        return new Unreachable(
                problem(
                        route.place() + " did not let us in within " + GivenUp.told(time) + ", nor turned us away",
                        (banner.isEmpty() ? "Is it an SSH server?" : "It calls itself " + banner + ".")
                                + " Is the host overloaded? --timeout gives it longer."),
                cause);
    }

    /** The ProxyCommand has ended before the server said anything. */
    Unreachable commandEnded(String how, Exception cause) {
        return new Unreachable(commandProblem("leads nowhere: " + GivenUp.shown(how)), cause);
    }

    private Problem commandProblem(String what) {
        return route.way()
                .command()
                .map(command -> problem(
                                "its ProxyCommand " + what, "dockplay ran, in your shell: exec " + command.text())
                        .at(command.where()))
                .orElseGet(() -> problem("its ProxyCommand " + what, ""));
    }

    /** What the server sent is not SSH. */
    Unreachable nonsense(Exception cause) {
        Problem problem = GivenUp.noSsh(String.valueOf(cause.getMessage())).problem();
        return new Unreachable(problem(problem.what(), problem.advice()), cause);
    }

    Unreachable of(JSchException e) {
        return new Unreachable(told(e), e);
    }

    private Problem told(JSchException e) {
        String said = String.valueOf(e.getMessage());
        if (e instanceof JSchUnknownHostKeyException) {
            return problem(
                    "its host key is not known: " + shownKey(),
                    "Compare the fingerprint with the host's own (ssh-keygen -lf /etc/ssh/ssh_host_*_key.pub), and"
                            + " then connect with --accept-new-host-keys, which adds it to " + knownHosts() + ".");
        }
        if (e instanceof JSchRevokedHostKeyException
                || hostKeys.filter(KnownHosts.Check::isRevoked).isPresent()) {
            return problem(
                    "its host key is revoked in " + knownHosts() + ": " + shownKey(),
                    "Whoever has the stolen key may pose as the host. Give the host a new one.");
        }
        if (e instanceof JSchChangedHostKeyException) {
            return problem(
                    "its host key is not the one in " + knownHosts() + ": " + shownKey(),
                    "Someone may be listening in, or the host was installed anew. When you are sure of it: ssh-keygen"
                            + " -f " + knownHosts() + " -R "
                            + (route.port() == 22 ? route.address() : "'" + route.knownAs() + "'")
                            + ", then --accept-new-host-keys. A changed key is never accepted by itself.");
        }
        if (e instanceof JSchAlgoNegoFailException refused) {
            return algorithms(refused);
        }
        boolean unsuccessful = said.startsWith("Auth fail") || said.startsWith("Auth cancel");
        if (unsuccessful && hungUp) {
            return closed("in the middle of the login as " + route.user());
        }
        if (unsuccessful || said.contains("Too many authentication failures")) {
            return refusedLogin(said);
        }
        return network(e, said);
    }

    private Problem algorithms(JSchAlgoNegoFailException e) {
        if (LegacyAlgorithms.areSpokenBy(banner) && !route.legacy()) {
            return problem(
                    "the SSH server offers only algorithms that are off by default (" + e.getServerProposal() + ")",
                    isJump
                            ? "OpenSSH 5.3 on CentOS 6 is like this. ssh_legacy: true of the host behind it allows them for the"
                                    + " hosts on the way too."
                            : "OpenSSH 5.3 on CentOS 6 is like this. To allow them for this host or group: ssh_legacy:"
                                    + " true");
        }
        return problem(
                "the SSH server and dockplay have no " + e.getAlgorithmName() + " in common; it offers "
                        + e.getServerProposal(),
                banner.isEmpty() ? "" : "The server calls itself " + banner + ".");
    }

    private Problem refusedLogin(String said) {
        String methods = accepted.isEmpty() && said.contains("methods") ? methods(said) : accepted.replace(",", ", ");
        boolean unknown = methods.isEmpty() || methods.contains(ServersMethods.NAME);
        boolean takesPassword = unknown || methods.contains("password") || methods.contains("keyboard-interactive");
        boolean hasPassword = route.target().password().isPresent();
        List<String> tried = new ArrayList<>(triedKeys);
        if (hasPassword && takesPassword) {
            tried.add("the password");
        }
        List<String> advice = new ArrayList<>();
        if (!triedKeys.isEmpty() || !hasPassword || !takesPassword) {
            advice.add(aboutKeys());
        }
        if (hasPassword && takesPassword) {
            advice.add("Is ansible_password (or --ask-pass) the password of " + route.user() + " on this host?"
                    + (route.user().equals("root") ? " sshd may take none for root (PermitRootLogin)." : ""));
        }
        if (said.contains("Too many")) {
            advice.add("The server gives up after a few keys: name the right one with ansible_ssh_private_key_file.");
        }
        if (!unknown) {
            advice.add("The server accepts " + methods + ".");
        }
        String nothing =
                "nothing, for there is no key" + (hasPassword ? ", and it takes no password" : " and no password");
        return problem(
                "the login as " + route.user() + " was refused (tried: "
                        + (tried.isEmpty() ? nothing : String.join(", ", tried)) + ")",
                String.join(" ", advice));
    }

    private String aboutKeys() {
        String half = "public half in ~" + route.user() + "/.ssh/authorized_keys?";
        if (LegacyAlgorithms.areSpokenBy(banner)) {
            return "This is " + banner + ": ed25519 and ecdsa keys cannot work there, only RSA ones. Is the RSA key's "
                    + half;
        }
        String advice = "Is the key's " + half
                + (isJump
                        ? " On the way only keys are tried; ssh_jump and ssh_config say whose."
                        : " The inventory's ansible_user, ansible_ssh_private_key_file and ansible_password say how to"
                                + " log in.");
        return LegacyAlgorithms.rsaUserKeysNeedThem(banner) && !route.legacy()
                ? advice + " This is " + banner
                        + ": an RSA key works there only with ssh_legacy: true; an ed25519 key needs nothing."
                : advice;
    }

    private static String methods(String said) {
        return said.replaceFirst(".*methods '?([^']*)'?.*", "$1").replace(",", ", ");
    }

    private Problem network(JSchException e, String said) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        if (cause instanceof Wire.NoWayThrough) {
            return problem(
                    "the jump host cannot reach " + route.place(),
                    "Is that the address as seen from the jump host, is sshd running there, and does the jump host"
                            + " allow forwarding (AllowTcpForwarding)?");
        }
        if (cause instanceof Wire.NoCommand) {
            return commandProblem("cannot be started: " + cause.getMessage());
        }
        if (cause instanceof SocketTimeoutException || said.contains("timeout")) {
            return silence();
        }
        if (cause instanceof UnknownHostException) {
            return problem(
                    "there is no host called " + route.address(),
                    "Check the name, or give the address as ansible_host in the inventory.");
        }
        if (cause instanceof NoRouteToHostException) {
            return problem(
                    "there is no route to " + route.place(), "Check the network, or go through a host with ssh_jump.");
        }
        if (cause instanceof ConnectException) {
            return problem("nothing listens on " + route.place(), "Is sshd running there? Its port is ansible_port.");
        }
        if (!hungUp && !(cause instanceof IOException) && !(e instanceof JSchSessionDisconnectException)) {
            Problem nonsense = GivenUp.noSsh(said).problem();
            return problem(nonsense.what(), nonsense.advice());
        }
        return closed(Optional.ofNullable(cause.getMessage()).orElse(said));
    }

    private Problem silence() {
        return problem(
                "no answer from " + route.place(),
                banner.isEmpty()
                        ? "Is the host up, and does a firewall let SSH through? The inventory's ansible_host and"
                                + " ansible_port say where it is."
                        : "It calls itself " + banner + ", and then said no more. Is the host overloaded?");
    }

    private Problem closed(String how) {
        return problem(
                "the SSH server closed the connection: " + GivenUp.shown(how),
                (banner.isEmpty() ? "It said nothing at all; is it an SSH server?" : "It calls itself " + banner + ".")
                        + " Too many connections at once are refused too (MaxStartups in sshd_config): try a smaller --forks.");
    }

    private String shownKey() {
        return hostKeys.map(KnownHosts.Check::shown).orElse("unknown");
    }

    private String knownHosts() {
        return hostKeys.map(KnownHosts.Check::getKnownHostsRepositoryID).orElse("known_hosts");
    }

    private Problem problem(String what, String advice) {
        String named = isJump ? "its jump host " + route.target().name() + ": " + what : what;
        return Problem.of(named, advice).at(route.target().position());
    }
}
