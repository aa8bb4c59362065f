package io.dockplay.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The proxy does to a connection what it was told, to the byte, and nothing else. */
@Timeout(60)
class FaultProxyTest {

    private static final byte[] SENT = new byte[100_000];

    private ServerSocket server;

    @BeforeEach
    void up() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void down() throws IOException {
        server.close();
    }

    /** How many of the bytes come through, when the client sends all and says that these are all. */
    private long through(Disturbance... disturbances) throws IOException {
        try (FaultProxy proxy = FaultProxy.to(server.getLocalPort(), List.of(disturbances))) {
            return through(proxy);
        }
    }

    private long through(FaultProxy proxy) throws IOException {
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
                Socket accepted = server.accept()) {
            ProxiedConnection.daemon(() -> {
                client.getOutputStream().write(SENT);
                client.shutdownOutput();
            });
            long count = 0;
            byte[] buffer = new byte[4096];
            try {
                for (int read = accepted.getInputStream().read(buffer); read >= 0; ) {
                    count += read;
                    read = accepted.getInputStream().read(buffer);
                }
            } catch (IOException reset) {
                return count;
            }
            return count;
        }
    }

    @Test
    void a_connection_that_nothing_happens_to_passes_all() throws IOException {
        assertThat(through()).isEqualTo(SENT.length);
    }

    @Test
    void a_connection_is_cut_after_the_byte_that_was_named() throws IOException {
        assertThat(through(new Disturbance.Cut(Way.TO_HOST, 12_345, false))).isEqualTo(12_345);
    }

    @Test
    void a_stall_and_a_dribble_lose_nothing() throws IOException {
        assertThat(through(new Disturbance.Stall(Way.TO_HOST, 9_000, Duration.ofMillis(50))))
                .isEqualTo(SENT.length);
        assertThat(through(new Disturbance.Dribble(Way.TO_HOST, 9_000, 7, 20, Duration.ofMillis(1))))
                .isEqualTo(SENT.length);
    }

    @Test
    void nothing_comes_through_a_frozen_connection_until_it_is_hung_up() throws Exception {
        try (FaultProxy proxy =
                        FaultProxy.to(server.getLocalPort(), List.of(new Disturbance.Freeze(Way.TO_HOST, 5_000)));
                Socket client = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
                Socket accepted = server.accept()) {
            client.getOutputStream().write(SENT);
            client.shutdownOutput();
            assertThat(accepted.getInputStream().readNBytes(5_000)).hasSize(5_000);
            assertThat(accepted.getInputStream().available()).isZero();

            proxy.hangUp();

            assertThat(accepted.getInputStream().read()).isEqualTo(-1);
            assertThat(proxy.struck()).isTrue();
        }
    }

    @Test
    void the_second_disturbance_is_for_the_second_connection_and_none_is_for_the_third() throws IOException {
        List<Disturbance> disturbances =
                List.of(new Disturbance.Cut(Way.TO_HOST, 10, false), new Disturbance.Cut(Way.TO_HOST, 20, false));
        try (FaultProxy proxy = FaultProxy.to(server.getLocalPort(), disturbances)) {
            assertThat(List.of(through(proxy), through(proxy), through(proxy))).containsExactly(10L, 20L, 100_000L);
        }
    }
}
