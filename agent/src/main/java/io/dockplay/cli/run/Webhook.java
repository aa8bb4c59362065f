package io.dockplay.cli.run;

import io.dockplay.cli.config.WebAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Posts JSON to an address; a name and a password in it are sent as such (Basic).
 *
 * @param address where
 */
record Webhook(WebAddress address) {

    /** How long the whole may take; half of it, until the connection stands. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    /**
     * Posts once, and follows no redirection.
     *
     * @return the status of the answer
     * @throws TimeoutException when there is none in time
     */
    int post(String json) throws ExecutionException, InterruptedException, TimeoutException, URISyntaxException {
        URI uri = address.uri();
        String login = uri.getUserInfo();
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        new URI(uri.getScheme(), null, uri.getHost(), uri.getPort(), null, null, null)
                                .resolve(pathOf(uri)))
                .header("Content-Type", "application/json")
                .header("User-Agent", "dockplay")
                .POST(HttpRequest.BodyPublishers.ofString(json));
        if (login != null) {
            byte[] bytes = login.getBytes(StandardCharsets.UTF_8);
            request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(bytes));
        }
        CompletableFuture<HttpResponse<Void>> answer = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(PATIENCE.dividedBy(2))
                .build()
                .sendAsync(request.build(), HttpResponse.BodyHandlers.discarding());
        try {
            return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).statusCode();
        } finally {
            answer.cancel(true);
        }
    }

    /** The path and the query, escaped as they were written. */
    private static String pathOf(URI uri) {
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }
}
