package io.dockplay.modules.files;

import io.dockplay.message.Message;
import io.dockplay.resource.Content;
import io.dockplay.resource.InvalidOption;
import io.dockplay.resource.Script;
import io.dockplay.resource.Utf8;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A download by the host, with curl or else with wget.
 *
 * @param url the address: http, https or ftp
 * @param headers a header's name → its value; they travel in a file, so that neither the script nor the host's list of
 *     processes shows them
 * @param timeout the seconds without an answer, or without a byte, after which it fails
 * @param checksCertificates whether the server must prove who it is
 */
record HttpRequest(String url, Map<String, String> headers, int timeout, boolean checksCertificates) {

    private static final Pattern ADDRESS = Pattern.compile("(https?|ftp)://[^\\s\\p{Cntrl}]+");
    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");

    HttpRequest {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        if (!ADDRESS.matcher(url).matches()) {
            throw new InvalidOption(
                    "url",
                    Message.of("\"%s\" is not an address", url),
                    Message.of("Begin it with https://, http:// or ftp://."));
        }
        headers.forEach((name, value) -> {
            if (!HEADER.matcher(name).matches()) {
                throw new InvalidOption(
                        "headers",
                        Message.of("\"%s\" is not a header's name", name),
                        Message.of("Write headers: {Name: value}, such as {Accept: text/plain}."));
            }
            if (value.isBlank() || value.chars().anyMatch(Character::isISOControl)) {
                throw new InvalidOption(
                        "headers", Message.of("the header %s is not one line of text", name), Message.NONE);
            }
        });
        if (timeout <= 0) {
            throw new InvalidOption(
                    "timeout",
                    Message.of("timeout is %s", timeout),
                    Message.of("Give a number of seconds greater than 0."));
        }
    }

    /** Downloads to the file {@code $new}. */
    Script fetch() {
        return Script.of(
                """
                if command -v curl >/dev/null; then
                  curl -gfsSL --connect-timeout {} --speed-time {} --speed-limit 1{}{} -o "$new" --url {}
                else
                  {}wget -nv -t 1 -T {}{} -O "$new" {}
                fi""",
                timeout,
                timeout,
                checksCertificates ? Script.NOTHING : Script.of(" -k"),
                headers.isEmpty() ? Script.NOTHING : Script.of(" -K {}", settings("header = \"", "\"\n", true)),
                url,
                headers.isEmpty() ? Script.NOTHING : Script.of("WGETRC={} ", settings("header = ", "\n", false)),
                timeout,
                checksCertificates ? Script.NOTHING : Script.of(" --no-check-certificate"),
                url);
    }

    private Content settings(String before, String after, boolean escaped) {
        StringBuilder text = new StringBuilder();
        headers.forEach((name, value) -> {
            String shown = escaped ? value.replace("\\", "\\\\").replace("\"", "\\\"") : value;
            text.append(before).append(name).append(": ").append(shown).append(after);
        });
        return new Content(Utf8.bytes(text.toString()));
    }
}
