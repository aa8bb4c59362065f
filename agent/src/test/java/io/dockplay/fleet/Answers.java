package io.dockplay.fleet;

import io.dockplay.transport.TestHost;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the hosts of a simulated fleet answer: this machine's shell runs each message once, and from then on every host that
 * gets the same message gives the same answer, without a process.
 *
 * @param home the home folder of the shell
 * @param known a message → its answer
 */
record Answers(Path home, Map<String, String> known) {

    Answers(Path home) {
        this(home, new ConcurrentHashMap<>());
    }

    /**
     * The answer to a message, with the nonce in its frames.
     *
     * @param message empty for the one that comes with the runtime
     * @param start what a host was sent to start the runtime
     */
    byte[] to(byte[] message, Start start) {
        String text = new String(message, StandardCharsets.ISO_8859_1);
        return known.computeIfAbsent(text, any -> run(message, start).replace(start.nonce(), "NONCE"))
                .replace("NONCE", start.nonce())
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    /**
     * How the runtime is started on a host.
     *
     * @param command the channel's command
     * @param input what it reads before the second message
     * @param nonce what begins each frame
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Start(String command, byte[] input, String nonce) {}

    /** How the answer to the message ends that comes with the runtime. */
    private static String first(Start start) {
        return "\n" + start.nonce() + " done\n";
    }

    private String run(byte[] message, Start start) {
        try {
            Process shell = new ProcessBuilder("/bin/sh", "-c", TestHost.atHome(home, start.command())).start();
            try (OutputStream in = shell.getOutputStream()) {
                in.write(start.input());
                if (message.length > 0) {
                    in.write((message.length + "\n").getBytes(StandardCharsets.US_ASCII));
                    in.write(message);
                }
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            shell.getInputStream().transferTo(out);
            String all = out.toString(StandardCharsets.ISO_8859_1);
            return message.length == 0
                    ? all
                    : all.substring(all.indexOf(first(start)) + first(start).length());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
