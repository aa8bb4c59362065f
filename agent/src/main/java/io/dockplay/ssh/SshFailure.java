package io.dockplay.ssh;

import com.jcraft.jsch.JSchAlgoNegoFailException;
import com.jcraft.jsch.JSchChangedHostKeyException;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.JSchRevokedHostKeyException;
import com.jcraft.jsch.JSchSessionDisconnectException;
import com.jcraft.jsch.JSchUnknownHostKeyException;
import io.dockplay.message.Message;
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
    private List<Message> triedKeys = List.of();
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

    void triedKeys(List<Message> names) {
        triedKeys = List.copyOf(names);
    }

    void banner(String line) {
        // It comes from a server that nobody has authenticated, and goes to people's terminals.
        banner = GivenUp.shown(line);
    }

    /** A failure with a cause of dockplay's own. */
    Unreachable because(Message what, Message advice) {
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
                        told.advice() + " "
                                + (tries == 1
                                        ? Message.of("It was tried 1 time.")
                                        : Message.of("It was tried %d times, with growing pauses.", tries)),
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
                        Message.of(
                                "%s did not let us in within %s, nor turned us away",
                                route.place(), GivenUp.told(time)),
                        (banner.isEmpty()
                                        ? Message.of("Is it an SSH server?")
                                        : Message.of("It calls itself %s.", banner))
                                .and(Message.of("Is the host overloaded? --timeout gives it longer."))),
                cause);
    }

    /** The ProxyCommand has ended before the server said anything. */
    Unreachable commandEnded(String how, Exception cause) {
        return new Unreachable(commandProblem(Message.of("leads nowhere: %s", GivenUp.shown(how))), cause);
    }

    private Problem commandProblem(Message what) {
        return route.way()
                .command()
                .map(command -> problem(
                                Message.of("its ProxyCommand %s", what),
                                Message.of("dockplay ran, in your shell: exec %s", command.text()))
                        .at(command.where()))
                .orElseGet(() -> problem(Message.of("its ProxyCommand %s", what), Message.NONE));
    }

    /** What the server sent is not SSH. */
    Unreachable nonsense(Exception cause) {
        return new Unreachable(
                named(GivenUp.noSsh(String.valueOf(cause.getMessage())).problem()), cause);
    }

    Unreachable of(JSchException e) {
        return new Unreachable(told(e), e);
    }

    private Problem told(JSchException e) {
        String said = String.valueOf(e.getMessage());
        if (e instanceof JSchUnknownHostKeyException) {
            return problem(
                    Message.of("its host key is not known: %s", shownKey()),
                    Message.of(
                            "Compare the fingerprint with the host's own (ssh-keygen -lf"
                                    + " /etc/ssh/ssh_host_*_key.pub), and then connect with --accept-new-host-keys, which adds"
                                    + " it to %s.",
                            knownHosts()));
        }
        if (e instanceof JSchRevokedHostKeyException
                || hostKeys.filter(KnownHosts.Check::isRevoked).isPresent()) {
            return problem(
                    Message.of("its host key is revoked in %s: %s", knownHosts(), shownKey()),
                    Message.of("Whoever has the stolen key may pose as the host. Give the host a new one."));
        }
        if (e instanceof JSchChangedHostKeyException) {
            return problem(
                    Message.of("its host key is not the one in %s: %s", knownHosts(), shownKey()),
                    Message.of(
                            "Someone may be listening in, or the host was installed anew. When you are sure of it:"
                                    + " ssh-keygen -f %s -R %s, then --accept-new-host-keys. A changed key is never accepted by"
                                    + " itself.",
                            knownHosts(), route.port() == 22 ? route.address() : "'" + route.knownAs() + "'"));
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
                    Message.of(
                            "the SSH server offers only algorithms that are off by default (%s)",
                            e.getServerProposal()),
                    isJump
                            ? Message.of(
                                    "OpenSSH 5.3 on CentOS 6 is like this. ssh_legacy: true of the host behind it allows them"
                                            + " for the hosts on the way too.")
                            : Message.of(
                                    "OpenSSH 5.3 on CentOS 6 is like this. To allow them for this host or group: ssh_legacy: true"));
        }
        return problem(
                Message.of(
                        "the SSH server and dockplay have no %s in common; it offers %s",
                        e.getAlgorithmName(), e.getServerProposal()),
                banner.isEmpty() ? Message.NONE : Message.of("The server calls itself %s.", banner));
    }

    private Problem refusedLogin(String said) {
        String methods = accepted.isEmpty() && said.contains("methods") ? methods(said) : accepted.replace(",", ", ");
        boolean unknown = methods.isEmpty() || methods.contains(ServersMethods.NAME);
        boolean takesPassword = unknown || methods.contains("password") || methods.contains("keyboard-interactive");
        boolean hasPassword = route.target().password().isPresent();
        List<Message> tried = new ArrayList<>(triedKeys);
        if (hasPassword && takesPassword) {
            tried.add(Message.of("the password"));
        }
        Message advice = Message.NONE;
        if (!triedKeys.isEmpty() || !hasPassword || !takesPassword) {
            advice = advice.and(aboutKeys());
        }
        if (hasPassword && takesPassword) {
            advice = advice.and(Message.of(
                            "Is ansible_password (or --ask-pass) the password of %s on this host?", route.user()))
                    .and(
                            route.user().equals("root")
                                    ? Message.of("sshd may take none for root (PermitRootLogin).")
                                    : Message.NONE);
        }
        if (said.contains("Too many")) {
            advice = advice.and(Message.of(
                    "The server gives up after a few keys: name the right one with ansible_ssh_private_key_file."));
        }
        if (!unknown) {
            advice = advice.and(Message.of("The server accepts %s.", methods));
        }
        Message nothing = hasPassword
                ? Message.of("nothing, for there is no key, and it takes no password")
                : Message.of("nothing, for there is no key and no password");
        return problem(
                Message.of(
                        "the login as %s was refused (tried: %s)",
                        route.user(), tried.isEmpty() ? nothing : Message.enumerated(tried)),
                advice);
    }

    private Message aboutKeys() {
        if (LegacyAlgorithms.areSpokenBy(banner)) {
            return Message.of(
                    "This is %s: ed25519 and ecdsa keys cannot work there, only RSA ones. Is the RSA key's public half in"
                            + " ~%s/.ssh/authorized_keys?",
                    banner, route.user());
        }
        Message advice = Message.of("Is the key's public half in ~%s/.ssh/authorized_keys?", route.user())
                .and(
                        isJump
                                ? Message.of("On the way only keys are tried; ssh_jump and ssh_config say whose.")
                                : Message.of("The inventory's ansible_user, ansible_ssh_private_key_file and"
                                        + " ansible_password say how to log in."));
        return LegacyAlgorithms.rsaUserKeysNeedThem(banner) && !route.legacy()
                ? advice.and(Message.of(
                        "This is %s: an RSA key works there only with ssh_legacy: true; an ed25519 key needs nothing.",
                        banner))
                : advice;
    }

    private static String methods(String said) {
        return said.replaceFirst(".*methods '?([^']*)'?.*", "$1").replace(",", ", ");
    }

    private Problem network(JSchException e, String said) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        if (cause instanceof Wire.NoWayThrough) {
            return problem(
                    Message.of("the jump host cannot reach %s", route.place()),
                    Message.of(
                            "Is that the address as seen from the jump host, is sshd running there, and does the jump"
                                    + " host allow forwarding (AllowTcpForwarding)?"));
        }
        if (cause instanceof Wire.NoCommand) {
            return commandProblem(Message.of("cannot be started: %s", cause.getMessage()));
        }
        if (cause instanceof SocketTimeoutException || said.contains("timeout")) {
            return silence();
        }
        if (cause instanceof UnknownHostException) {
            return problem(
                    Message.of("there is no host called %s", route.address()),
                    Message.of("Check the name, or give the address as ansible_host in the inventory."));
        }
        if (cause instanceof NoRouteToHostException) {
            return problem(
                    Message.of("there is no route to %s", route.place()),
                    Message.of("Check the network, or go through a host with ssh_jump."));
        }
        if (cause instanceof ConnectException) {
            return problem(
                    Message.of("nothing listens on %s", route.place()),
                    Message.of("Is sshd running there? Its port is ansible_port."));
        }
        if (!hungUp && !(cause instanceof IOException) && !(e instanceof JSchSessionDisconnectException)) {
            return named(GivenUp.noSsh(said).problem());
        }
        return closed(Optional.ofNullable(cause.getMessage()).orElse(said));
    }

    private Problem silence() {
        return problem(
                Message.of("no answer from %s", route.place()),
                banner.isEmpty()
                        ? Message.of(
                                "Is the host up, and does a firewall let SSH through? The inventory's ansible_host and"
                                        + " ansible_port say where it is.")
                        : Message.of("It calls itself %s, and then said no more. Is the host overloaded?", banner));
    }

    private Problem closed(String how) {
        return problem(
                Message.of("the SSH server closed the connection: %s", GivenUp.shown(how)),
                (banner.isEmpty()
                                ? Message.of("It said nothing at all; is it an SSH server?")
                                : Message.of("It calls itself %s.", banner))
                        .and(Message.of(
                                "Too many connections at once are refused too (MaxStartups in sshd_config): try a smaller"
                                        + " --forks.")));
    }

    private Message shownKey() {
        return hostKeys.map(KnownHosts.Check::shown).map(Message::quoted).orElse(Message.of("unknown"));
    }

    private String knownHosts() {
        return hostKeys.map(KnownHosts.Check::getKnownHostsRepositoryID).orElse("known_hosts");
    }

    private Problem problem(Message what, Message advice) {
        return named(Problem.of(what, advice));
    }

    private Problem named(Problem problem) {
        Problem named = isJump
                ? problem.on(
                        Message.of("its jump host %s", route.target().name()).text())
                : problem;
        return named.at(route.target().position());
    }
}
