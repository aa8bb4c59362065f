package io.dockplay.modules.files;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.dockplay.modules.CaseOptions;
import io.dockplay.modules.LocalHost;
import io.dockplay.resource.Change;
import io.dockplay.resource.PendingChanges;
import io.dockplay.resource.Plan;
import io.dockplay.resource.Resource;
import io.dockplay.resource.Script;
import io.dockplay.resource.ScriptResult;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The download module's scripts, run for real against a server of this machine. */
class DownloadOnHostTest {

    private static final Script WITHOUT_PROXY = Script.of("unset http_proxy HTTP_PROXY all_proxy ALL_PROXY");
    private static final Script WITH_WGET = Script.of("command() { false; }");

    @TempDir
    Path folder = Path.of("");

    private final HttpServer server;
    private volatile String header = "";

    DownloadOnHostTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    static Stream<List<String>> shells() {
        return FileOnHostTest.shells();
    }

    @BeforeEach
    void serve() {
        server.createContext("/file", exchange -> {
            header = String.valueOf(exchange.getRequestHeaders().getFirst("X-Auth"));
            byte[] body = "hello".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @ParameterizedTest
    @MethodSource("shells")
    void curl_and_wget_fetch_a_file_with_headers_that_no_script_shows(List<String> shell) throws IOException {
        for (Script tool : List.of(Script.NOTHING, WITH_WGET)) {
            Path file = folder.resolve("it's " + (tool.isNothing() ? "by curl" : "by wget"));
            String secret = "to\"k\\en $(id)";
            DownloadModule download =
                    download("/file?[1-2]", file, Map.of("headers", Map.of("X-Auth", secret), "mode", "0640"));
            assertThat(plan(download, shell).script().code()).doesNotContain(secret);
            assertThat(apply(download, shell, tool)).isEmpty();
            assertThat(file).hasContent("hello");
            assertThat(header).isEqualTo(secret);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-r-----");
            assertThat(plan(download, shell)).isEqualTo(Plan.NOTHING);
        }
    }

    @ParameterizedTest
    @MethodSource("shells")
    void what_has_another_checksum_or_is_not_there_changes_nothing(List<String> shell) throws IOException {
        Path file =
                Files.writeString(Files.createDirectory(folder.resolve("files")).resolve("file"), "before");
        for (Script tool : List.of(Script.NOTHING, WITH_WGET)) {
            assertThat(apply(download("/file", file, Map.of("checksum", "md5:" + "0".repeat(32))), shell, tool)
                            .orElse(""))
                    .contains("its md5 is 5d41402abc4b2a76b9719d911017c592");
            assertThat(apply(download("/none", file, Map.of("force", true)), shell, tool)
                            .orElse(""))
                    .contains("could not be fetched", "404");
        }
        assertThat(file).hasContent("before");
        assertThat(folder.resolve("files").toFile().list()).containsExactly("file");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void another_file_gives_way_to_the_one_with_the_checksum_and_comes_back(List<String> shell) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "before");
        DownloadModule download =
                download("/file", file, Map.of("checksum", "sha1:AAF4C61DDCC5E8A2DABEDE0F3B482CD9AEA9434D"));
        List<Change> changes = plan(download, shell).changes();
        assertThat(apply(download, shell, Script.NOTHING)).isEmpty();
        assertThat(file).hasContent("hello");
        assertThat(plan(download, shell)).isEqualTo(Plan.NOTHING);

        for (Resource<?> former :
                download.undo(changes.stream().map(Change::recorded).toList())) {
            assertThat(new LocalHost(folder, shell).apply(former)).isEmpty();
        }
        assertThat(file).hasContent("before");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void what_is_fetched_anew_and_is_the_same_is_no_change(List<String> shell) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "before");
        DownloadModule download = download("/file", file, Map.of("force", true));
        assertThat(download.changed(run(download, shell))).isTrue();
        assertThat(download.changed(run(download, shell))).isFalse();
        assertThat(file).hasContent("hello");
    }

    private Plan plan(DownloadModule download, List<String> shell) {
        return new LocalHost(folder, shell).plan(download);
    }

    private ScriptResult run(DownloadModule download, List<String> shell) {
        return new LocalHost(folder, shell)
                .run(WITHOUT_PROXY.then(plan(download, shell).script()));
    }

    private Optional<String> apply(DownloadModule download, List<String> shell, Script prelude) {
        LocalHost host = new LocalHost(folder, shell);
        DownloadModule.State before = host.look(download);
        Script script =
                download.plan(before, LocalHost.MACHINE, PendingChanges.NOTHING).script();
        ScriptResult scriptResult = host.run(WITHOUT_PROXY.then(prelude).then(script));
        return download.verify(before, host.look(download), scriptResult, LocalHost.MACHINE)
                .map(why -> why.text() + scriptResult);
    }

    private DownloadModule download(String address, Path file, Map<String, Object> options) {
        Map<String, Object> all = new LinkedHashMap<>(options);
        all.put("url", "http://127.0.0.1:" + server.getAddress().getPort() + address);
        all.put("path", file.toString());
        return (DownloadModule) CaseOptions.bind(DownloadModule.class, all);
    }
}
