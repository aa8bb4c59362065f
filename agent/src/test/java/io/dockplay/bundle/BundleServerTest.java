package io.dockplay.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.resource.Supply;
import io.dockplay.transport.Offer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the server of a bundle answers, and to whom. */
class BundleServerTest {

    private static final String TEXT = "0123456789";

    @TempDir
    Path folder;

    private BundleServer server;
    private String address;

    @BeforeEach
    void serve() throws IOException {
        Path text = Files.writeString(folder.resolve("text"), TEXT);
        address = text.toUri().toString();
        Path file = folder.resolve("day.bundle");
        new BundleBuilder("site.yml", List.of(), Optional.empty())
                .build(Map.of("7", Set.of(new Supply.Address(address))), file);
        server = BundleServer.start(Bundle.open(file));
    }

    @AfterEach
    void end() {
        server.close();
    }

    private HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        Offer offer = server.offer();
        return plain("http://127.0.0.1:" + offer.port() + offer.path() + path, headers);
    }

    private static HttpResponse<String> plain(String url, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void an_address_of_the_bundle_is_answered_and_another_one_is_remembered() throws Exception {
        assertThat(get("/address?" + address).body()).isEqualTo(TEXT);
        assertThat(get("/address?http://gone.example/x").statusCode()).isEqualTo(404);

        assertThat(server.missed()).containsExactly("http://gone.example/x");
    }

    @Test
    void a_part_of_a_file_is_sent_alone_as_yum_wants_it_for_a_download_that_was_cut_off() throws Exception {
        HttpResponse<String> rest = get("/address?" + address, "Range", "bytes=4-");
        assertThat(rest.statusCode()).isEqualTo(206);
        assertThat(rest.body()).isEqualTo("456789");
        assertThat(rest.headers().firstValue("Content-Range")).hasValue("bytes 4-9/10");
        assertThat(get("/address?" + address, "Range", "bytes=0-0").body()).isEqualTo("0");
        assertThat(get("/address?" + address, "Range", "bytes=2-99").body()).isEqualTo("23456789");
        assertThat(get("/address?" + address, "Range", "bytes=10-").body()).isEqualTo(TEXT);
    }

    @Test
    void who_does_not_know_the_beginning_of_the_path_gets_nothing() throws Exception {
        String root = "http://127.0.0.1:" + server.offer().port();

        assertThat(plain(root + "/address?" + address).statusCode()).isEqualTo(404);
        assertThat(plain(root + "/").statusCode()).isEqualTo(404);
        assertThat(get("/files/../../text").statusCode()).isEqualTo(404);
        assertThat(get("/files/bundle.json").statusCode()).isEqualTo(404);
        assertThat(get("/image?hello-world:latest").statusCode()).isEqualTo(404);
    }

    @Test
    void the_settings_of_yum_name_no_repository_but_those_of_the_bundle() throws Exception {
        BundleContents contents = new BundleContents(
                1,
                "",
                Map.of(
                        "7",
                        List.of(new BundleContents.Repository(
                                "tools",
                                Map.of("gpgcheck", "1", "enabled", "0", "priority", "3"),
                                "7/tools",
                                List.of("7/keys/tools-1"),
                                List.of()))),
                Map.of(),
                Map.of(),
                Map.of());

        assertThat(contents.yumSettings("7", "http://127.0.0.1:5/s")).isEqualTo("""
                reposdir=/nonexistent
                cachedir=/var/cache/yum/dockplay-bundle
                keepcache=0
                metadata_expire=1
                [tools]
                baseurl=http://127.0.0.1:5/s/files/7/tools/
                enabled=0
                gpgcheck=1
                priority=3
                gpgkey=http://127.0.0.1:5/s/files/7/keys/tools-1
                """);
        assertThat(get("/yum/6").body()).doesNotContain("[");
    }
}
