package io.dockplay.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.dockplay.resource.Script;
import io.dockplay.transport.Become;
import io.dockplay.transport.Conversation;
import io.dockplay.transport.HostMessage;
import io.dockplay.transport.Live;
import io.dockplay.transport.Offer;
import io.dockplay.transport.Unreachable;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.sshd.server.forward.AcceptAllForwardingFilter;
import org.apache.sshd.server.forward.RejectAllForwardingFilter;
import org.junit.jupiter.api.Test;

/** A bundle reaches a host through the connection to it, and the host's scripts take from it what they ask the network for. */
class OfferTest extends ConnectsToTestServer {

    @Test
    void a_script_of_the_host_gets_from_this_side_what_it_asks_the_network_for() throws Exception {
        HttpServer web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        web.createContext("/secret/address", exchange -> {
            byte[] asked = exchange.getRequestURI().getRawQuery().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, asked.length);
            exchange.getResponseBody().write(asked);
            exchange.close();
        });
        web.start();
        Offer offer = new Offer(web.getAddress().getPort(), "/secret", List.of("hello-world:latest"));
        try (TestServer server =
                        TestServer.start(folder, each -> each.setForwardingFilter(AcceptAllForwardingFilter.INSTANCE));
                SshConnection connection =
                        ssh.connect(target(server.variables()), options(true)).offering(offer)) {
            assertThat(connection.offer().orElseThrow().port()).isPositive().isNotEqualTo(offer.port());

            HostMessage look = new HostMessage()
                    .probe(
                            0,
                            Script.of(
                                    "answer fetched; curl -gfsS {}\nanswer image; bundled_image hello-world && echo \"$its_image\"",
                                    "https://gone.example/a?b=c&d"));
            try (Conversation conversation = Conversation.begin(connection, Become.LOGIN_USER, HostMessage.facts())
                    .conversation()) {
                var seen = conversation.exchange(look, Live.SILENT).probes().get(0);
                assertThat(seen.text("fetched")).isEqualTo("https://gone.example/a?b=c&d");
                assertThat(seen.text("image")).isEqualTo("hello-world:latest");
            }
        } finally {
            web.stop(0);
        }
    }

    @Test
    void a_server_that_forwards_no_port_is_told_with_what_it_needs() throws Exception {
        try (TestServer server =
                TestServer.start(folder, each -> each.setForwardingFilter(RejectAllForwardingFilter.INSTANCE))) {
            SshConnection connection = ssh.connect(target(server.variables()), options(true));

            assertThatThrownBy(() -> connection.offering(new Offer(1, "/secret", List.of())))
                    .isInstanceOf(Unreachable.class)
                    .satisfies(e -> assertThat(((Unreachable) e).problem().toString())
                            .contains("the SSH server forwards no port", "AllowTcpForwarding"));
        }
    }
}
