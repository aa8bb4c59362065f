package io.dockplay.modules.daemon;

import io.dockplay.message.Message;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a mirror answered when a host asked it for {@code /v2/}.
 *
 * @param mirror its address
 * @param curl curl's exit code
 * @param status the HTTP status, 0 when there was no answer
 */
record MirrorReply(String mirror, int curl, int status) {

    /** Reads a line {@code CURL-EXIT-CODE STATUS MIRROR}. */
    static Stream<MirrorReply> read(String line) {
        String[] words = line.split(" ", 3);
        boolean whole = words.length == 3 && words[0].matches("\\d{1,3}") && words[1].matches("\\d{1,3}");
        return whole
                ? Stream.of(new MirrorReply(words[2], Integer.parseInt(words[0]), Integer.parseInt(words[1])))
                : Stream.empty();
    }

    /** Returns the address that Docker 1.7 uses for a mirror: it always uses https. */
    static String httpsOf(String mirror) {
        return mirror.replaceFirst("^http:", "https:");
    }

    /** Warns that it does not work as a mirror; none when it answers like a registry, even one that wants a login. */
    Optional<Message> warning() {
        if (status == 200 || status == 401) {
            return Optional.empty();
        }
        if (curl == 127) {
            return Optional.of(Message.of("there is no curl on the host, so the mirror %s was not checked", mirror));
        }
        return Optional.of(Message.of(
                "the mirror %s does not serve this host: %s (check: false leaves this unchecked)", mirror, reason()));
    }

    /**
     * Warns that Docker 1.7 does not use an http mirror, of whose https address this is the reply; none when that
     * works.
     */
    Optional<Message> warningOfHttp(String written) {
        if (warning().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Message.of(
                "Docker 1.7 takes every mirror for https, so %s is not used: %s/v2/ does not serve this host "
                        + "(%s); name a mirror that has https",
                written, mirror, curl == 127 ? Message.of("not checked, there is no curl on the host") : reason()));
    }

    private Message reason() {
        if (status == 403 && mirror.contains(".aliyuncs.com")) {
            return Message.of("HTTP 403; Aliyun's accelerator answers only hosts in Aliyun's own cloud");
        }
        if (status != 0) {
            return Message.of("HTTP %d instead of 200 or 401 for %s/v2/", status, mirror);
        }
        return switch (curl) {
            case 6 -> Message.of("its name cannot be resolved");
            case 7 -> Message.of("the connection is refused");
            case 28 -> Message.of("no answer within 5 seconds");
            case 35, 51, 53, 58, 59, 60, 77 -> Message.of("TLS fails (curl's error %d)", curl);
            default -> Message.of("curl's error %d", curl);
        };
    }
}
