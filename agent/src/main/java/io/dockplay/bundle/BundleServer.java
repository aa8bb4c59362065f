package io.dockplay.bundle;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.dockplay.transport.Offer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Serves a bundle to the hosts of a run, each of which reaches it through its own SSH connection.
 *
 * <p>It listens on this machine's loopback address only, and each path begins with what only the run knows. The function
 * {@code from_bundle} of bundle.sh makes the requests.
 */
public final class BundleServer implements AutoCloseable {

    private static final Pattern RANGE = Pattern.compile("bytes=(\\d{1,18})-(\\d{0,18})");

    private final Bundle bundle;
    private final HttpServer server;
    private final ExecutorService threads;
    private final String secret;
    private final Set<String> missed = new ConcurrentSkipListSet<>();

    private BundleServer(Bundle bundle, HttpServer server) {
        this.bundle = bundle;
        this.server = server;
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        secret = "/" + HexFormat.of().formatHex(random);
        threads = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "bundle");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Starts to serve a bundle. */
    public static BundleServer start(Bundle bundle) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            BundleServer bundleServer = new BundleServer(bundle, server);
            server.createContext(bundleServer.secret, bundleServer::answer);
            server.setExecutor(bundleServer.threads);
            server.start();
            return bundleServer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the hosts are told of it. */
    public Offer offer() {
        return new Offer(
                server.getAddress().getPort(),
                secret,
                List.copyOf(bundle.contents().images().keySet()));
    }

    /** The addresses that hosts have asked for, and that are not in the bundle. */
    public List<String> missed() {
        return List.copyOf(missed);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath().substring(secret.length());
            if (path.startsWith("/yum/")) {
                String address = "http://" + exchange.getRequestHeaders().getFirst("Host") + secret;
                byte[] settings = bundle.contents()
                        .yumSettings(path.substring("/yum/".length()), address)
                        .getBytes(StandardCharsets.UTF_8);
                send(exchange, new ByteArrayInputStream(settings), settings.length);
                return;
            }
            Optional<String> file = file(path, exchange.getRequestURI());
            Optional<Bundle.Part> part = file.isEmpty() ? Optional.empty() : bundle.read(file.get());
            if (part.isEmpty()) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            try (InputStream in = part.get().bytes()) {
                send(exchange, in, part.get().size());
            }
        }
    }

    private Optional<String> file(String path, URI asked) {
        String query = Optional.ofNullable(asked.getRawQuery()).orElse("");
        BundleContents contents = bundle.contents();
        return switch (path) {
            case "/address" -> {
                Optional<String> found =
                        Optional.ofNullable(contents.addresses().get(query));
                if (found.isEmpty()) {
                    missed.add(query);
                }
                yield found;
            }
            case "/image" -> Optional.ofNullable(contents.images().get(query));
            default -> path.startsWith("/files/") ? Optional.of(path.substring("/files/".length())) : Optional.empty();
        };
    }

    /** Sends a file, or the one part of it that is asked for, as yum does to go on with a download. */
    private static void send(HttpExchange exchange, InputStream in, long size) throws IOException {
        String range = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Range"))
                .orElse("");
        Matcher part = RANGE.matcher(range);
        long from = 0;
        long length = size;
        int code = 200;
        if (part.matches() && Long.parseLong(part.group(1)) < size) {
            from = Long.parseLong(part.group(1));
            long last = part.group(2).isEmpty() ? size - 1 : Math.min(size - 1, Long.parseLong(part.group(2)));
            length = Math.max(0, last - from + 1);
            code = 206;
            exchange.getResponseHeaders().set("Content-Range", "bytes " + from + "-" + last + "/" + size);
        }
        exchange.getResponseHeaders().set("Accept-Ranges", "bytes");
        if (exchange.getRequestMethod().equals("HEAD") || length == 0) {
            exchange.getResponseHeaders().set("Content-Length", String.valueOf(length));
            exchange.sendResponseHeaders(code, -1);
            return;
        }
        exchange.sendResponseHeaders(code, length);
        in.skipNBytes(from);
        try (OutputStream out = exchange.getResponseBody()) {
            byte[] buffer = new byte[1 << 16];
            for (long left = length; left > 0; ) {
                int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
                if (read < 0) {
                    break;
                }
                out.write(buffer, 0, read);
                left -= read;
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        bundle.close();
    }
}
