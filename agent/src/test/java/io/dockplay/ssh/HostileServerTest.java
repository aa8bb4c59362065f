package io.dockplay.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.dockplay.transport.Become;
import io.dockplay.transport.Channel;
import io.dockplay.transport.Conversation;
import io.dockplay.transport.HostMessage;
import io.dockplay.transport.SharedRoom;
import io.dockplay.transport.Unreachable;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Servers that are none, or are against us: each ends in a time that was said before, and what was wrong is told. */
@Timeout(60)
class HostileServerTest {

    private static final byte[] BANNER = "SSH-2.0-OpenSSH_7.4\r\n".getBytes(StandardCharsets.US_ASCII);

    private final SshClient ssh = new SshClient(new SharedRoom());

    @TempDir
    Path folder;

    private SshOptions within(Duration time) {
        return TestServer.options(folder, Duration.ofSeconds(20)).connectingWithin(time);
    }

    private String refusal(Map<String, Object> variables, SshOptions options) {
        Throwable thrown = catchThrowable(() -> ssh.connect(SshTarget.of("web1", variables, Optional.empty()), options)
                .close());
        assertThat(thrown).isInstanceOf(Unreachable.class);
        return ((Unreachable) thrown).problem().what();
    }

    private String refusal(OddServer.Conduct conduct, Duration time) throws IOException {
        try (OddServer server = OddServer.that(conduct)) {
            return refusal(server.variables(), within(time)).replace("127.0.0.1:" + server.port(), "PLACE");
        }
    }

    @Test
    void a_greeting_byte_by_byte_ends_when_the_time_is_over() throws Exception {
        assertThat(refusal(
                        to -> {
                            while (true) {
                                to.write('x');
                                OddServer.pause(100);
                            }
                        },
                        Duration.ofSeconds(1)))
                .isEqualTo("PLACE did not let us in within 1 second, nor turned us away");
    }

    @Test
    void a_greeting_of_endless_lines_ends_when_the_time_is_over() throws Exception {
        byte[] lines = "welcome\r\n".repeat(1000).getBytes(StandardCharsets.US_ASCII);

        assertThat(refusal(
                        to -> {
                            while (true) {
                                to.write(lines);
                            }
                        },
                        Duration.ofSeconds(1)))
                .isEqualTo("PLACE did not let us in within 1 second, nor turned us away");
    }

    @Test
    void a_greeting_of_one_endless_line_is_told_as_no_ssh() throws Exception {
        byte[] line = new byte[100_000];

        assertThat(refusal(
                        to -> {
                            while (true) {
                                to.write(line);
                            }
                        },
                        Duration.ofSeconds(20)))
                .startsWith("what the host sent is not what an SSH server sends: ");
    }

    @Test
    void silence_after_the_greeting_ends_when_the_time_is_over() throws Exception {
        assertThat(refusal(
                        to -> {
                            to.write(BANNER);
                            OddServer.pause(60_000);
                        },
                        Duration.ofSeconds(1)))
                .matches("no answer from PLACE|PLACE did not let us in within 1 second, nor turned us away");
    }

    @Test
    void garbage_and_packets_that_are_too_large_are_told_as_no_ssh() throws Exception {
        for (int seed = 0; seed < 30; seed++) {
            Random random = new Random(seed);
            assertThat(refusal(
                            to -> {
                                to.write(BANNER);
                                byte[] garbage = new byte[300_000];
                                random.nextBytes(garbage);
                                to.write(garbage);
                                OddServer.pause(60_000);
                            },
                            Duration.ofSeconds(10)))
                    .as("seed %d", seed)
                    .startsWith("what the host sent is not what an SSH server sends: ");
        }
    }

    @Test
    void packets_of_a_right_length_with_nonsense_in_them_are_told_as_no_ssh() throws Exception {
        for (int type = 0; type < 256; type++) {
            byte kind = (byte) type;
            Random random = new Random(type);
            String told = refusal(
                    to -> {
                        to.write(BANNER);
                        for (int i = 0; i < 20; i++) {
                            byte[] packet = new byte[4 + 28];
                            random.nextBytes(packet);
                            packet[0] = 0;
                            packet[1] = 0;
                            packet[2] = 0;
                            packet[3] = 28;
                            packet[4] = 4;
                            packet[5] = kind;
                            to.write(packet);
                        }
                    },
                    Duration.ofSeconds(10));
            assertThat(told)
                    .as("type %d", type)
                    .matches("what the host sent is not what an SSH server sends: .*"
                            + "|the SSH server closed the connection: .*"
                            + "|the SSH server and dockplay have no .*");
            assertThat(told).doesNotContain("\u001b");
        }
    }

    @Test
    void a_server_that_hangs_up_is_told_as_one() throws Exception {
        assertThat(refusal(to -> {}, Duration.ofSeconds(20))).startsWith("the SSH server closed the connection: ");
        assertThat(refusal(to -> to.write(BANNER), Duration.ofSeconds(20)))
                .startsWith("the SSH server closed the connection: ");
    }

    @Test
    void a_connection_that_is_cut_in_the_login_is_not_a_refused_login() throws Exception {
        try (TestServer server = TestServer.start(
                folder,
                setUp -> setUp.setPasswordAuthenticator((user, password, session) -> {
                    session.getIoSession().close(true);
                    return true;
                }))) {
            assertThat(refusal(server.variables(), within(Duration.ofSeconds(20))))
                    .isEqualTo("the SSH server closed the connection: in the middle of the login as ops");
        }
    }

    @Test
    void a_login_that_is_never_answered_ends_when_the_time_is_over() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        try (TestServer server = TestServer.start(
                folder,
                setUp -> setUp.setPasswordAuthenticator((user, password, session) -> {
                    try {
                        over.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return false;
                }))) {
            assertThat(refusal(server.variables(), within(Duration.ofSeconds(1))))
                    .matches("no answer from .*|.* did not let us in within 1 second, nor turned us away");
            over.countDown();
        }
    }

    @Test
    void a_shell_that_never_begins_to_answer_ends_when_the_time_is_over() {
        List<String> shells = List.of(
                "sleep 60",
                "while :; do printf x; sleep 0.1; done",
                "yes",
                "yes >&2",
                "cat /dev/zero",
                "cat /dev/zero >&2");
        Map<String, CompletableFuture<Throwable>> started = new LinkedHashMap<>();
        for (String shell : shells) {
            started.put(shell, CompletableFuture.supplyAsync(() -> start(shell), task -> new Thread(task).start()));
        }

        started.forEach((shell, end) -> assertThat(end.join())
                .as(shell)
                .isInstanceOf(Unreachable.class)
                .hasMessage("no shell answered within 3 seconds"));
    }

    private Throwable start(String shell) {
        try (TestServer server = TestServer.start(folder)) {
            server.conduct((user, command) -> shell);
            try (SshConnection connection = ssh.connect(
                    SshTarget.of("web1", server.variables(), Optional.empty()), within(Duration.ofSeconds(3)))) {
                return catchThrowable(() -> Conversation.begin(connection, Become.LOGIN_USER, HostMessage.facts()));
            }
        } catch (Exception e) {
            return e;
        }
    }

    @Test
    void a_shell_has_only_what_is_left_of_the_time_and_the_next_one_all_of_it() throws Exception {
        try (TestServer server = TestServer.start(folder);
                SshConnection connection = ssh.connect(
                        SshTarget.of("web1", server.variables(), Optional.empty()), within(Duration.ofSeconds(20)))) {
            assertThat(connection.patience().left()).isLessThan(Duration.ofSeconds(20));
            connection.start("true", false).close();
            assertThat(connection.patience().left()).isEqualTo(Duration.ofSeconds(20));
        }
    }

    @Test
    void garbage_after_the_login_is_told_as_no_ssh() throws Exception {
        try (TestServer server = TestServer.start(folder);
                SshConnection connection = ssh.connect(
                        SshTarget.of("web1", server.variables(), Optional.empty()), within(Duration.ofSeconds(20)));
                Channel channel = connection.start("echo first; sleep 60", false)) {
            channel.stdout().readNBytes(6);
            byte[] garbage = new byte[300_000];
            new Random(1).nextBytes(garbage);
            server.sendRaw(garbage);

            assertThat(catchThrowable(() -> channel.stdout().read()))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("what the host sent is not what an SSH server sends: ");
        }
    }

    @Test
    void a_host_that_takes_nothing_any_more_is_given_up() throws Exception {
        try (TestServer server = TestServer.start(folder);
                SshConnection connection = ssh.connect(
                        SshTarget.of("web1", server.variables(), Optional.empty()),
                        TestServer.options(folder, Duration.ofMillis(400)));
                Channel channel = connection.start("echo first; cat >/dev/null", false)) {
            channel.stdout().readNBytes(6);
            server.stopReading();
            OutputStream to = channel.stdin();

            assertThat(catchThrowable(() -> {
                        byte[] piece = new byte[1 << 20];
                        for (int i = 0; i < 1024; i++) {
                            to.write(piece);
                        }
                        // Once the host is given up, JSch drops what is still written.
                        if (channel.stdout().read() < 0) {
                            throw new EOFException();
                        }
                    }))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void a_host_that_sends_without_end_while_it_is_written_to_is_given_up() throws Exception {
        try (TestServer server = TestServer.start(folder);
                SshConnection connection = ssh.connect(
                        SshTarget.of("web1", server.variables(), Optional.empty()), within(Duration.ofSeconds(20)));
                Channel channel = connection.start("cat /dev/zero", false)) {
            assertThat(catchThrowable(() -> {
                        byte[] piece = new byte[1 << 20];
                        while (true) {
                            channel.stdin().write(piece);
                            channel.stdin().flush();
                        }
                    }))
                    .isInstanceOf(IOException.class);
            assertThat(catchThrowable(() -> channel.stdout().read()))
                    .hasMessage("the host sent more than 4096 KiB that nobody was ready to read");
        }
    }
}
