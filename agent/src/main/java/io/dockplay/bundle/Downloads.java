package io.dockplay.bundle;

import io.dockplay.message.Message;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Problem;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/** Fetches files from the web to this machine. */
final class Downloads {

    private final HttpClient client = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(Duration.ofSeconds(30))
            .build();

    /**
     * Fetches what is at an address: http, https, or file for one that is here.
     *
     * @throws InvalidInput when it cannot be had
     */
    void fetch(String address, Path file) {
        try {
            URI uri = URI.create(address);
            Files.createDirectories(file.toAbsolutePath().getParent());
            if ("file".equals(uri.getScheme())) {
                Files.copy(Path.of(uri), file);
                return;
            }
            HttpResponse<Path> answer =
                    client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofFile(file));
            if (answer.statusCode() != 200) {
                throw unfetched(address, Message.of("the server answers %s", answer.statusCode()));
            }
        } catch (IOException | IllegalArgumentException e) {
            throw unfetched(
                    address,
                    Message.quoted(Objects.requireNonNullElse(
                            e.getMessage(), e.getClass().getSimpleName())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static InvalidInput unfetched(String address, Message why) {
        return new InvalidInput(Problem.of(
                Message.of("%s cannot be fetched: %s", address, why),
                Message.of("A bundle is made on a machine that reaches what the hosts do not.")));
    }
}
