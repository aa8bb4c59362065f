package io.dockplay.cli.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/**
 * An address that something is posted to. Its path often is a secret, so it is never printed whole.
 *
 * @param uri of http or https, with a host
 */
public record WebAddress(URI uri) {

    /** What an address has to be, in words. */
    public static final String WORDS = "an address that begins with https:// or http://";

    /** The address that a text is; empty when it is none. */
    public static Optional<WebAddress> of(String text) {
        try {
            URI uri = new URI(text);
            String scheme = String.valueOf(uri.getScheme());
            boolean fits = uri.getHost() != null
                    && (scheme.equalsIgnoreCase("https") || scheme.equalsIgnoreCase("http"))
                    && uri.getPort() <= 65_535;
            return fits ? Optional.of(new WebAddress(uri)) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** As much of a text as may be printed: {@code https://chat.example.com/…}. */
    public static String shown(String text) {
        return of(text).map(WebAddress::toString).orElse("…");
    }

    /** {@code https://chat.example.com/…}: who is told, and not by which secret path. */
    @Override
    public String toString() {
        return uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort()) + "/…";
    }
}
