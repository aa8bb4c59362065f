package io.dockplay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.dockplay.cli.config.Environment;
import io.dockplay.cli.console.ExitCode;
import io.dockplay.cli.run.RunContext;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What real runs post to a real HTTP server when they have ended. */
class NotifyTest extends TwoHosts {

    private static final String STATE = "dockplay.state";

    /** What arrived: the path, the login, and the body. */
    private record Post(String path, String login, JsonNode body) {}

    private final String before = System.getProperty(STATE, "");
    private final List<Post> posts = new CopyOnWriteArrayList<>();
    private HttpServer server = serving();
    private int status = 200;
    private Path playbook = Path.of("site.yml");

    private static HttpServer serving() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void a_server_and_a_playbook() throws Exception {
        System.setProperty(STATE, folder.resolve("state").toString());
        server.createContext("/", this::take);
        server.start();
        playbook = write("site.yml", """
                - hosts: all
                  become: false
                  vars: {db_password: open-sesame}
                  tasks:
                    - name: Say it
                      file: {path: "${dir}/motd", content: "a line\\n"}
                    - name: It fails on the second
                      assert: {that: "inventory_hostname != 'web2'", message: "not with ${db_password}"}
                """);
    }

    @AfterEach
    void away() {
        server.stop(0);
        System.setProperty(STATE, before);
    }

    private void take(HttpExchange exchange) throws IOException {
        JsonNode body = new ObjectMapper().readTree(exchange.getRequestBody());
        String login = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        posts.add(new Post(exchange.getRequestURI().toString(), login, body));
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private Dockplay run(Object... words) {
        return Dockplay.run(Stream.concat(Stream.of(words), Stream.of("-i", hosts, "--accept-new-host-keys"))
                .toArray());
    }

    @Test
    void the_end_of_a_run_is_posted_without_secrets() {
        Dockplay run = run("apply", playbook, "--notify", address() + "/hooks/T0PS3CRET?to=ops%20team");

        assertThat(run.exit()).isEqualTo(ExitCode.HOST_FAILED.number());
        assertThat(run.out() + run.err()).contains("again, only these").doesNotContain("T0PS3CRET");
        assertThat(posts).singleElement().satisfies(post -> {
            assertThat(post.path()).isEqualTo("/hooks/T0PS3CRET?to=ops%20team");
            JsonNode body = post.body();
            assertThat(body.path("text").asText())
                    .isEqualTo("dockplay apply " + playbook + ": 2 hosts: 1 changed, 1 failed");
            assertThat(body.path("command").asText()).isEqualTo("apply");
            assertThat(body.path("outcome").asText()).isEqualTo("failed");
            assertThat(body.path("exit").asInt()).isEqualTo(2);
            assertThat(body.path("hosts").path("changed").asInt()).isEqualTo(1);
            assertThat(body.path("hosts").path("failed").asInt()).isEqualTo(1);
            assertThat(body.path("hosts").path("unfinished").asInt(-1)).isZero();
            assertThat(body.path("failed")).hasSize(1);
            assertThat(body.path("failed").path(0).path("host").asText()).isEqualTo("web2");
            assertThat(body.path("failed").path(0).path("where").asText()).startsWith(playbook + ":7:");
            assertThat(body.path("begun").asText()).startsWith("20").endsWith("Z");
            assertThat(body.path("seconds").asDouble()).isPositive();
            assertThat(body.toString()).contains("not with ********").doesNotContain("open-sesame");
        });
    }

    @Test
    void a_host_that_is_unreachable_is_posted_with_the_cause() throws Exception {
        two.close();
        assertThat(run("drift", playbook, "--notify", address()).exit()).isEqualTo(ExitCode.HOST_UNREACHABLE.number());

        JsonNode body = posts.get(0).body();
        assertThat(body.path("outcome").asText()).isEqualTo("unreachable");
        assertThat(body.path("dry_run").asBoolean()).isTrue();
        assertThat(body.path("failed").path(0).path("status").asText()).isEqualTo("unreachable");
        assertThat(body.path("failed").path(0).path("error").asText()).contains("nothing listens");
    }

    @Test
    void a_name_and_a_password_in_the_address_are_sent_as_a_login() {
        run("plan", playbook, "--notify", address().replace("//", "//ops:pass%20word@") + "/x");

        assertThat(posts.get(0).login()).isEqualTo("Basic b3BzOnBhc3Mgd29yZA==");
    }

    @Test
    void an_answer_that_is_no_good_one_is_one_line_and_nothing_else_changes() {
        status = 404;
        Dockplay run = run("plan", playbook, "-l", "web1", "--notify", address() + "/T0PS3CRET");

        assertThat(run.exit()).isZero();
        assertThat(run.err())
                .isEqualTo(
                        "warning: " + address() + "/… was not told how the run ended: it answered with status 404\n");
    }

    @Test
    void an_address_where_nobody_is_is_one_line_and_nothing_else_changes() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Dockplay run = run("plan", playbook, "-l", "web1", "--notify", "http://127.0.0.1:" + port + "/T0PS3CRET");

        assertThat(run.exit()).isZero();
        assertThat(run.err())
                .isEqualTo("warning: http://127.0.0.1:" + port + "/… was not told how the run ended: connect\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://T0PS3CRET/x",
                "T0PS3CRET",
                "https:///T0PS3CRET",
                "http://a b/T0PS3CRET",
                "file:///T0PS3CRET"
            })
    void what_is_no_address_is_refused_before_the_run_and_not_repeated(String address) {
        Dockplay run = run("apply", playbook, "--yes", "--notify", address);

        assertThat(run.exit()).isEqualTo(ExitCode.WRONG_INPUT.number());
        assertThat(run.err()).contains("--notify is not an address").doesNotContain("T0PS3CRET");
        assertThat(folder.resolve("web1/motd")).doesNotExist();
    }

    @Test
    void the_address_may_be_a_setting_and_config_does_not_print_it_whole() throws Exception {
        write("dockplay.yml", "notify: " + address() + "/T0PS3CRET\n");

        Dockplay config = Dockplay.in(folder, "config");
        assertThat(config.out()).contains("notify").contains(address() + "/…").doesNotContain("T0PS3CRET");
        Dockplay.in(folder, "plan", playbook, "-i", hosts, "--accept-new-host-keys");
        assertThat(posts).hasSize(1);

        write("dockplay.yml", "notify: T0PS3CRET\n");
        assertThat(Dockplay.in(folder, "config").err())
                .contains("./dockplay.yml:1:1")
                .contains("should be an address")
                .doesNotContain("T0PS3CRET");
    }

    @Test
    void an_interrupted_run_is_posted_too() throws Exception {
        playbook = write("slow.yml", """
                - hosts: all
                  become: false
                  tasks:
                    - name: Takes long on the second
                      command: {shell: "while [ ${inventory_hostname} = web2 ] && [ ! -e ${dir}/go ]; do sleep 0.1; done; touch ${dir}/gone"}
                """);
        RunContext context = new RunContext();
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        PrintWriter to = new PrintWriter(out, true);
        CompletableFuture<Integer> run = CompletableFuture.supplyAsync(() -> Main.run(
                to,
                new PrintWriter(err, true),
                new Environment(Path.of("/nowhere"), Path.of("/nowhere"), Map.of()),
                context,
                Stream.of(
                                "apply",
                                playbook,
                                "-i",
                                hosts,
                                "--accept-new-host-keys",
                                "--format",
                                "github",
                                "--notify",
                                address())
                        .map(String::valueOf)
                        .toArray(String[]::new)));
        while (!Files.exists(folder.resolve("web1/gone"))) {
            Thread.sleep(50);
        }
        // The report hears of it a little later.
        Thread hook = context.interruptHandler().hook(to, new PrintWriter(err, true));
        hook.start();
        hook.join();
        Files.writeString(folder.resolve("web2/go"), "", StandardCharsets.UTF_8);
        run.get(60, TimeUnit.SECONDS);

        JsonNode body = posts.get(0).body();
        assertThat(body.path("outcome").asText()).isEqualTo("interrupted");
        assertThat(body.path("exit").asInt()).isEqualTo(130);
        assertThat(body.path("hosts").path("unfinished").asInt()).isBetween(1, 2);
        assertThat(out.toString()).contains("not done: ");
        assertThat(err.toString()).contains("interrupted: a change that has begun");
    }
}
