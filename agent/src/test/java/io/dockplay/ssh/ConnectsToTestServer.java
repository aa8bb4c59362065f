package io.dockplay.ssh;

import static org.assertj.core.api.Assertions.catchThrowable;

import io.dockplay.problem.Position;
import io.dockplay.problem.Problem;
import io.dockplay.transport.SharedRoom;
import io.dockplay.transport.Unreachable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.ServerBuilder;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.UserAuthFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Connects to a real SSH server that misbehaves where a test tells it to. */
@Timeout(60)
abstract class ConnectsToTestServer {

    final SshClient ssh = new SshClient(new SharedRoom());

    @TempDir
    Path folder;

    SshOptions options(boolean acceptNew) {
        return TestServer.options(folder, Duration.ofSeconds(20)).acceptingNewHostKeys(acceptNew);
    }

    static SshTarget target(Map<String, Object> variables) {
        return SshTarget.of("web1", variables, Optional.of(new Position("hosts", 9, 1)));
    }

    /** What a login is refused with, by a server that takes only these methods. */
    Problem refusal(TestServer server, Map<String, Object> more, String without) {
        Map<String, Object> variables = server.variables();
        variables.remove(without);
        variables.putAll(more);
        return ((Unreachable) catchThrowable(() -> ssh.connect(target(variables), options(true)))).problem();
    }

    static Consumer<SshServer> only(UserAuthFactory... methods) {
        return server -> server.setUserAuthFactories(List.of(methods));
    }

    @SuppressWarnings("deprecation") // old algorithms are what this is about
    static void old(SshServer server, KeyPairProvider key) {
        server.setKeyPairProvider(key);
        server.setKeyExchangeFactories(List.of(ServerBuilder.DH2KEX.apply(BuiltinDHFactories.dhg14)));
        server.setSignatureFactories(List.of(org.apache.sshd.common.signature.BuiltinSignatures.rsa));
        server.getProperties().put("server-identification", "OpenSSH_5.3");
    }
}
