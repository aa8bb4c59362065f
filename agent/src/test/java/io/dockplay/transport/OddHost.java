package io.dockplay.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A host that has learned the nonce and sends whatever it likes, without a shell. */
final class OddHost implements Connection {

    /** What it does; its output ends when this does. */
    interface Conduct {

        void send(Wire to) throws IOException;
    }

    /**
     * Where it sends.
     *
     * @param nonce what a frame's line begins with
     */
    record Wire(String nonce, OutputStream out) {

        Wire frame(String words) throws IOException {
            return text("\n" + nonce + " " + words + "\n");
        }

        Wire text(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            return this;
        }

        Wire bytes(byte[] bytes) throws IOException {
            out.write(bytes);
            return this;
        }
    }

    private static final Pattern NONCE = Pattern.compile("[0-9a-f]{32}");

    private final Patience patience;
    private final Conduct conduct;

    OddHost(Patience patience, Conduct conduct) {
        this.patience = patience;
        this.conduct = conduct;
    }

    /** One that nobody need wait long for. */
    static OddHost that(Conduct conduct) {
        return new OddHost(Patience.of(Duration.ofSeconds(20)), conduct);
    }

    @Override
    public Patience patience() {
        return patience;
    }

    @Override
    public Channel start(String command, boolean terminal) {
        Matcher nonce = NONCE.matcher(command);
        if (!nonce.find()) {
            throw new IllegalStateException(command);
        }
        ByteQueue sent = new ByteQueue();
        OutputStream sink = sent.sink();
        Wire wire = new Wire(nonce.group(), sink);
        Thread thread = new Thread(
                () -> {
                    try (sink) {
                        conduct.send(wire);
                    } catch (IOException e) {
                        // It was given up.
                    }
                },
                "odd-host");
        thread.setDaemon(true);
        thread.start();
        return new OddChannel(sent);
    }

    @Override
    public void close() {}

    private record OddChannel(ByteQueue sent) implements Channel {

        @Override
        public OutputStream stdin() {
            return OutputStream.nullOutputStream();
        }

        @Override
        public InputStream stdout() {
            return sent;
        }

        @Override
        public String stderr() {
            return "";
        }

        @Override
        public void giveUp(IOException why) {
            sent.giveUp(why);
        }

        @Override
        public void close() {
            sent.giveUp(new IOException("closed"));
        }
    }
}
