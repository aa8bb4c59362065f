package io.dockplay.transport;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
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

    private static final Pattern NONCE = Pattern.compile("(?m)^nonce=(\\S+)$");

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
        ByteQueue sent = new ByteQueue();
        AtomicBoolean begun = new AtomicBoolean();
        return new OddChannel(sent, new ByteArrayOutputStream() {
            @Override
            public void flush() {
                Matcher nonce = NONCE.matcher(toString(StandardCharsets.UTF_8));
                if (!begun.get() && nonce.find()) {
                    begun.set(true);
                    begin(conduct, new Wire(nonce.group(1), sent.sink()));
                }
            }
        });
    }

    private static void begin(Conduct conduct, Wire wire) {
        OutputStream sink = wire.out();
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
    }

    @Override
    public void close() {}

    private record OddChannel(ByteQueue sent, OutputStream stdin) implements Channel {

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
